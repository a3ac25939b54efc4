"""Parts that many sentences share: names, studies, people and certainty, each with what carries it."""

import re
from collections.abc import Sequence

from manystudies.answers.compose import Carried, Part, listed
from manystudies.answers.figures import figures, signed_words
from manystudies.answers.naming import Named
from manystudies.answers.rows import Bundle
from manystudies.answers.statements import SYMBOLS
from manystudies.certainty import Certainty
from manystudies.documents import Document
from manystudies.studies import Study

_LONGEST_TITLE = 90
_CONTROLS = re.compile(r"(?i)(?:placebo|sham|saline|usual care|standard care|no |not |un|control|waiting list|dummy)")


def named(name: Named) -> Carried:
    """A name with the words on the page it stands for; words that no term knows are quoted."""
    return Carried(name.name if name.concept is not None or name.parts or _CONTROLS.match(name.name) else f"“{name.name}”", (name.span,))


def list_names(names: list[Named], last: str = " and ") -> list[Part]:
    """Names as a reader lists them."""
    return listed([named(name) for name in names], last)


def study_name(study: Study, documents: Sequence[Document]) -> Carried:
    """The name of a study, carried by its authors and year, or else by its title, or quoted from its place."""
    if study.authors is not None and study.year is not None:
        return Carried(study.name, (study.place, study.authors.span, study.year.span))
    if study.title is not None:
        words = next((document.words(study.title.span) for document in documents if document.identity == study.title.span.document), "")
        title = " ".join(words.split())
        title = title if len(title) <= _LONGEST_TITLE else title[: title.rfind(" ", 0, _LONGEST_TITLE)]
        return Carried(f"“{title}”", (study.title.span,))
    return Carried("one study", (study.place,), "count of 1")


def shortened(words: str, most: int) -> tuple[str, str]:
    """Words cut to at most so many characters, where a clause ends if one does, and the dots that stand for the rest."""
    if len(words) <= most:
        return words, ""
    clause = max(words.rfind(mark, most // 2, most) for mark in (", ", "; ", ": "))
    return words[: clause if clause > 0 else max(words.rfind(" ", 0, most), 1)], " …"


def against_part(comparator: Named | None, joint: str = " compared with ") -> list[Part]:
    """What it was compared with, where the page says it."""
    if comparator is None:
        return []
    people = "people " if comparator.name.startswith(("not ", "un")) else ""
    return [f"{joint}{people}", named(comparator)]


def studies_part(index: int, bundle: Bundle) -> list[Part]:
    """How many studies, of which kind."""
    kind = {"randomised": "trial", "observational": "observational study", "uncontrolled": "study without a control group"}[bundle.footing]
    if bundle.footing == "observational" and all(study.design == "unknown" for study in bundle.studies):
        kind = "study of a kind the page does not say"
    if bundle.footing == "randomised":
        kind = "controlled trial" if any(study.design == "quasi-randomised" for study in bundle.studies) else "randomised trial"
    if len(bundle.keys) == 1:
        return [f"one {kind}"]
    spans = tuple(dict.fromkeys(strand.finding.context.sentence for strand in bundle.used))
    many = kind.replace("study", "studies", 1) if "study" in kind else f"{kind}s"
    return [Carried(f"{len(bundle.keys):,}", spans, f"row {index}: studies"), f" {many}"]


def people_part(index: int, bundle: Bundle) -> list[Part]:
    """How many people, where every study says it."""
    told = figures(index, bundle.result, bundle.keys, bundle.people).get(f"row {index}: people")
    return [", ", Carried(told, computed=f"row {index}: people")] if told is not None else []


def certainty_part(index: int, certainty: Certainty) -> list[Part]:
    """The level in words and as GRADE's symbol, that it is provisional, and who judged what where a person did."""
    state = ", provisional" if certainty.provisional else ""
    told = signed_words(certainty)
    signed: list[Part] = [" (", Carried(told, computed=f"row {index}: signed"), ")"] if told else []
    return [f". Certainty: {certainty.level} {SYMBOLS[certainty.level]}{state}", *signed, "."]
