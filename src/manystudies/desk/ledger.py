"""The log in memory, parted by what decisions are about, so that one decision does not make all that holds be worked out again."""

from collections.abc import Iterable
from threading import Lock
from types import MappingProxyType

from manystudies.decisions import Decision, Question, State, Target, seen_by, shared_state, state_for, state_of

_DOCUMENT = 16


def part_of(target: Target) -> str:
    """The part of the log a target belongs to: its page, its study, or what spans pages. Undoings follow what they undo."""
    match target.kind:
        case "claim" | "finding" | "problem":
            return target.key[:_DOCUMENT]
        case "study":
            return f"study:{target.key}"
        case _:
            return target.kind


class Ledger:
    """The decisions read so far. Every question lies in one part, so that the parts together hold what the whole log holds."""

    def __init__(self) -> None:
        """An empty one."""
        self._lock = Lock()
        self._log: list[Decision] = []
        self._parts: dict[str, list[Decision]] = {}
        self._numbers: dict[int, Decision] = {}
        self._places: dict[str, str] = {}
        self._states: dict[tuple[str, str | None], tuple[int, State]] = {}

    @property
    def last(self) -> int:
        """The number of the last decision read."""
        return self._log[-1].number if self._log else 0

    @property
    def log(self) -> tuple[Decision, ...]:
        """All of them, in order."""
        with self._lock:
            return tuple(self._log)

    def extend(self, later: Iterable[Decision]) -> None:
        """Take in decisions read from the library; those taken in already are passed over."""
        with self._lock:
            for each in later:
                if each.number <= self.last:
                    continue
                part = self._places.get(each.target.key, "decision") if each.what == "undo" else part_of(each.target)
                self._log.append(each)
                self._numbers[each.number] = each
                self._parts.setdefault(part, []).append(each)
                self._places[str(each.number)] = part

    def lay_over(self, unwritten: Iterable[Decision]) -> None:
        """Take in decisions that follow from the log and are not written to it; they have no number."""
        with self._lock:
            for each in unwritten:
                self._parts.setdefault(part_of(each.target), []).append(each)

    def numbered(self, number: int) -> Decision | None:
        """The decision of that number, or None."""
        with self._lock:
            return self._numbers.get(number)

    def part(self, name: str) -> tuple[Decision, ...]:
        """The decisions of one part."""
        with self._lock:
            return tuple(self._parts.get(name, ()))

    def names(self) -> tuple[str, ...]:
        """The parts there are, in the order of their first decision."""
        with self._lock:
            return tuple(self._parts)

    def state(self, names: Iterable[str], viewer: str | None) -> State:
        """What holds in some parts: for one of two reviewers, for both together (""), or, with None, as everybody's latest word."""
        answers: dict[Question, Decision] = {}
        additions: list[Decision] = []
        signatures: list[Decision] = []
        for name in names:
            held = self._state(name, viewer)
            answers.update(held.answers)
            additions += held.additions
            signatures += held.signatures
        return State(MappingProxyType(answers), tuple(additions), tuple(signatures))

    def hidden(self, name: str, viewer: str) -> frozenset[Target]:
        """What others decided about in a part that a blind reviewer may not see yet; that there is something may be told."""
        part = self.part(name)
        seen = {each.number for each in seen_by(part, viewer)}
        return frozenset(each.target for each in part if each.number not in seen and each.what != "undo")

    def _state(self, name: str, viewer: str | None) -> State:
        part = self.part(name)
        held = self._states.get((name, viewer))
        if held is not None and held[0] == len(part):
            return held[1]
        made = state_of(part) if viewer is None else state_for(part, viewer) if viewer else shared_state(part)
        self._states[name, viewer] = (len(part), made)
        return made


def numbers_of(state: State) -> tuple[int, ...]:
    """The numbers of the decisions that hold: two states with the same ones hold the same."""
    return tuple(sorted({each.number for each in (*state.answers.values(), *state.additions)}))
