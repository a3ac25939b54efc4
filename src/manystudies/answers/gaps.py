"""What was not tested: what the pages or the question name without a controlled result, and combinations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from manystudies.answers.answer import Sentence
from manystudies.answers.compose import Carried, Part, compose, listed
from manystudies.answers.naming import Named, named_at
from manystudies.answers.parts import list_names, named, study_name
from manystudies.answers.question import Question, broadest
from manystudies.answers.strands import Strand
from manystudies.answers.tellings import Telling
from manystudies.claims import Claim
from manystudies.documents import Document
from manystudies.studies import Study

_TRIALS = frozenset({"quasi-randomised", "randomised trial"})
_PROMISED = frozenset({"comparison", "effect"})
_TOGETHER = ("both", "combination", "combined", "together", " plus ")
_NOBODY = ("nobody", "no one", "none of", "not combined", "no combination")
_MOST_LISTED = 12
_MOST_TOGETHER = 4
_NEVER_GIVEN = "exposures"
"""What is looked at as a cause, such as smoking, and given to nobody."""


def claimed_interventions(documents: Sequence[Document], claims: Sequence[Claim]) -> tuple[Named, ...]:
    """The interventions that the pages themselves say help, in the order they are first named."""
    by_identity = {document.identity: document for document in documents}
    found: dict[str, Named] = {}
    for claim in claims:
        if claim.voice == "study" or claim.kind not in _PROMISED or claim.direction == "null":
            continue
        for name in named_at(by_identity[claim.span.document], claim.span, ("intervention",)):
            if name.concept is None or name.concept.group != _NEVER_GIVEN:
                found.setdefault(name.root, name)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Tested:
    """The roots of what has a controlled result, and of what has only results without one."""

    controlled: frozenset[str]
    observed: frozenset[str]

    @classmethod
    def of(cls, strands: Iterable[Strand], tellings: Iterable[Telling]) -> "Tested":
        """What these strands and tellings tested."""
        held = tuple(strands)
        controlled = {strand.intervention.root for strand in held if strand.kind == "comparison"}
        controlled |= {strand.comparator.root for strand in held if strand.kind == "comparison" and strand.comparator is not None}
        controlled |= {name.root for telling in tellings for name in telling.interventions}
        return cls(frozenset(controlled), frozenset({strand.intervention.root for strand in held} - controlled))

    @property
    def all(self) -> frozenset[str]:
        """Everything that has a result of any kind."""
        return self.controlled | self.observed


def not_tested(claimed: Sequence[Named], here: Tested, anywhere: Tested, whatever: Tested) -> tuple[Sentence, ...]:
    """What is claimed to help but has no result, has one in other people or for other things only, or has none with a control group.

    `here` is what was tested in the people asked about, `anywhere` in whatever people, `whatever` for whatever outcome.
    """
    nothing = [name for name in claimed if name.root not in whatever.all | anywhere.all][:_MOST_LISTED]
    apart = [name for name in claimed if name.root in whatever.all - anywhere.all][:_MOST_LISTED]
    elsewhere = [name for name in claimed if name.root in anywhere.all - here.all][:_MOST_LISTED]
    loose = [name for name in claimed if name.root in here.observed][:_MOST_LISTED]
    found = []
    if nothing:
        found.append(
            compose(
                "not tested",
                ["named on the pages without a result of any study: ", *list_names(nothing), "."],
            )
        )
    if apart:
        found.append(compose("not tested", ["tested here only for other outcomes than those you ask about: ", *list_names(apart), "."]))
    if elsewhere:
        found.append(compose("not tested", ["tested here only in other people than those you ask about: ", *list_names(elsewhere), "."]))
    if loose:
        found.append(compose("not tested", ["no controlled result on these pages: ", *list_names(loose), "."]))
    return tuple(found)


def together(
    documents: Sequence[Document],
    studies: Sequence[Study],
    names: Sequence[Named],
    judged: Sequence[frozenset[str]] = (),
    *,
    told_apart: bool = True,
) -> tuple[Sentence, ...]:
    """Whether any trial on the pages gave several of these together: the sentence that says so, or that none does.

    Of the combinations in `judged` a verdict is told elsewhere, and nothing here. `told_apart` is whether what nobody combined is told.
    """
    by_identity = {document.identity: document for document in documents}
    roots = {name.root for name in names}
    wanted = frozenset(roots)
    found = []
    for study in studies:
        document = by_identity.get(study.place.document)
        if document is None or study.design not in _TRIALS:
            continue
        given = _each_root(_about(document, study))
        words = document.words(study.place).casefold()
        if (
            len(given) > 1
            and wanted & {name.root for name in given}
            and any(sign in words for sign in _TOGETHER)
            and not any(sign in words for sign in _NOBODY)
        ):
            if not any({name.name for name in given} <= parts or {name.root for name in given} <= parts for parts in judged):
                found.append(
                    compose(
                        "together",
                        [
                            *list_names(given),
                            " were given together in a trial on these pages (",
                            study_name(study, documents),
                            "); one trial cannot tell whether the two add up.",
                        ],
                    )
                )
        else:
            continue
        roots -= {name.root for name in given}
    rest = [name for name in names if name.root in roots]
    if len(rest) > 1 and told_apart:
        listing: list[Part] = [named(name) for name in rest[:_MOST_TOGETHER]]
        more = rest[_MOST_TOGETHER:]
        if more:
            listing.append(Carried(f"{len(more)} more", tuple(name.span for name in more), f"count of {len(more)}"))
        told = [
            "no trial here is known to have combined ",
            "any of " if len(rest) > 2 else "",  # noqa: PLR2004 - of two there is one combination
            *listed(listing),
            ", so no combination can be called best.",
        ]
        found.append(compose("together", told))
    return tuple(found)


def asked_together(
    documents: Sequence[Document], studies: Sequence[Study], names: Sequence[Named], asked: Question
) -> tuple[Sentence, ...]:
    """That no trial on the pages is known to have combined just those asked about; nothing where one did or one is not named here."""
    by_root = {name.root: name for name in reversed(names) if name.concept is not None and name.concept.kind == "intervention"}
    wanted = list(dict.fromkeys(broadest(name) for name in asked.interventions))
    if len(wanted) < 2 or not set(wanted) <= set(by_root):  # noqa: PLR2004 - a combination has two parts
        return ()
    for study in studies:
        document = next((each for each in documents if each.identity == study.place.document), None)
        if document is not None and study.design in _TRIALS and set(wanted) <= {name.root for name in _about(document, study)}:
            return ()
    listing = [named(by_root[root]) for root in wanted]
    return (compose("together", ["no trial here is known to have combined ", *listed(listing), "."]),)


def _about(document: Document, study: Study) -> tuple[Named, ...]:
    """The interventions a study is about: those its title names, else those its text names."""
    spans = [study.title.span] if study.title is not None and study.title.span.document == document.identity else []
    found = (named_at(document, span, ("intervention",)) for span in (*spans, study.place))
    return next((names for names in found if len(names) > 1), ())


def _each_root(names: Sequence[Named]) -> list[Named]:
    found: dict[str, Named] = {}
    for name in names:
        found.setdefault(name.root, name)
    return list(found.values())
