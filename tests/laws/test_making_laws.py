"""What holds for every noun that is made quickly."""

from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manystudies.documents import Span
from manystudies.errors import SpanError
from manystudies.making import quick


@dataclass(frozen=True, slots=True)
class Plain:
    one: int
    two: str = "b"
    three: tuple[int, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Quick:
    one: int
    two: str = "b"
    three: tuple[int, ...] = ()


@given(st.integers(), st.text(), st.lists(st.integers()).map(tuple))
def test_a_quick_noun_is_what_a_plain_one_is(one, two, three):
    plain, made = Plain(one, two, three=three), Quick(one, two, three=three)
    assert [getattr(plain, each.name) for each in fields(plain)] == [getattr(made, each.name) for each in fields(made)]
    assert repr(made).replace("Quick", "Plain") == repr(plain)
    assert made == Quick(one=one, two=two, three=three)
    assert hash(made) == hash(Quick(one, two, three))
    assert replace(made, two="c") == Quick(one, "c", three)


def test_a_quick_noun_keeps_its_defaults_and_stays_frozen():
    made = Quick(1)
    assert (made.two, made.three) == ("b", ())
    with pytest.raises(FrozenInstanceError):
        made.one = 2
    with pytest.raises(TypeError):
        Quick()
    with pytest.raises(TypeError):
        Quick(1, four=4)


def test_a_quick_noun_is_still_looked_at_when_it_is_made():
    with pytest.raises(SpanError):
        Span("a", 3, 3)


def test_a_class_with_factories_or_without_slots_is_refused():
    @dataclass(frozen=True, slots=True)
    class Made:
        one: list[int] = field(default_factory=list)

    @dataclass(frozen=True)
    class Loose:
        one: int

    with pytest.raises(TypeError, match="factories"):
        quick(Made)
    with pytest.raises(TypeError, match="slots"):
        quick(Loose)
