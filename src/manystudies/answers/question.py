"""What a question asks: the concepts its words name, however vague it is."""

import re
from dataclasses import dataclass

from manystudies.answers.naming import root_of
from manystudies.terms import Concept, ConceptKind, concept, find_terms

_VITAMINS = re.compile(
    r"\bvitamins?\s(?P<first>[a-k]\d{0,2})\b(?P<more>(?:\s?(?:,|&|\+|/|\b(?:and|or|plus|with|versus|vs|than)\b)\s?[a-k]\d{0,2}\b)+)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(\s?(?:,|&|\+|/|and|or|plus|with|versus|vs|than)\s?)([a-k]\d{0,2})\b", re.IGNORECASE)
_COMPARATORS = "comparators"
_BEST = ("best", "most effective", "better", "compare", "versus", " vs")
_HARM = ("safe", "harm", "danger", "risks of", "side effect", "adverse", "toxic", "should not take", "shouldn't take", "who should avoid")
_HARMS = ("adverse events", "discontinuation")
_ADVICE = re.compile(
    r"\b(?:should (?:i|we|my|he|she|they|you)|can i|may i|must i|do i need|(?:stop|start|quit|skip|replace|switch)(?:ping|ing)? (?:taking|my|the|from|to|with|it)|how (?:much|many|often)"
    r"|what (?:dose|dosage)|dos(?:e|es|age|ing)|\d+ ?(?:mg|mcg|ug|iu|g|tablets|pills)|what (?:do|shall) i|overdose|instead of my|diagnos\w*)\b",
    re.IGNORECASE,
)
_TOGETHER = ("together", "combin", "both", " plus ", "with each other", "stack")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked and what it is about; each name is a concept's own."""

    text: str
    interventions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    asks_best: bool = False
    asks_together: bool = False
    asks_harm: bool = False
    asks_advice: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it names nothing that evidence could be chosen by."""
        return not (self.interventions or self.conditions or self.outcomes)


def understand(question: str) -> Question:
    """The concepts that a question names; words in any case and order do, as in "iron rls".

    >>> understand("iron rls").interventions
    ('iron',)
    """
    folded = f" {question.casefold()} "
    interventions, conditions = _names(question, ("intervention",)), _names(question, ("condition",))
    outcomes = _names(question, ("outcome", "analyte"))
    lacked = {name: substance for name in conditions if (substance := _lacked(name))}
    if len(conditions) > len(lacked) or outcomes:
        # Of "vitamin D deficiency and restless legs" the lack is what may act on the legs.
        interventions = tuple(dict.fromkeys((*interventions, *lacked.values())))
        conditions = tuple(name for name in conditions if name not in lacked)
    harm = any(word in folded for word in _HARM)
    return Question(
        question.strip(),
        interventions,
        conditions,
        tuple(dict.fromkeys((*outcomes, *(_HARMS if harm else ())))),
        _names(question, ("population",)),
        any(word in folded for word in _BEST),
        any(word in folded for word in _TOGETHER),
        harm,
        _ADVICE.search(question) is not None,
    )


def _names(question: str, kinds: tuple[ConceptKind, ...]) -> tuple[str, ...]:
    """Concepts found in the words as typed, and by each word alone in capitals ("rls" for RLS)."""
    question = _VITAMINS.sub(_spelt, question)
    found = [match.concept for match in find_terms(question)]
    for word in question.split():
        known = concept(word.strip("?.,;:!()"))
        if known is not None:
            found.append(known)
    wanted: list[Concept] = [each for each in found if each.kind in kinds and each.group != _COMPARATORS]
    return tuple(dict.fromkeys(each.name for each in wanted))


def _lacked(condition: str) -> str:
    """The substance that a condition is the lack of: vitamin D for "vitamin D deficiency"; empty for any other condition."""
    if not condition.endswith(" deficiency"):
        return ""
    return next((match.concept.name for match in find_terms(condition.removesuffix(" deficiency")) if match.kind == "intervention"), "")


def _spelt(letters: re.Match[str]) -> str:
    """Vitamins that share the word, each with its own: "vitamins c and e" is vitamin C and vitamin E."""
    return f"vitamin {letters['first'].upper()}" + _LETTER.sub(lambda each: f"{each[1]}vitamin {each[2].upper()}", letters["more"])


def broadest(name: str) -> str:
    """The broadest concept that a concept is a kind of, by name."""
    known = concept(name)
    return root_of(known) if known is not None else name
