"""The same study met twice is one: by an identifier they share, or by nearly the same title of the same year."""

from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz

from manystudies.studies.assemble import folded
from manystudies.studies.study import Identifier, Study

_MENTIONS = ("abstract", "table row", "heading only", "cited", "listed")
_NEARLY = 95.0  # per cent of letters; below it, "part I" and "part II" of one series begin to meet
_CROWD = 40  # studies on one shelf from which only equal titles are looked for, so that long lists stay fast
_TITLE = 25  # characters a title needs before it can tell studies apart


def one_of_each(studies: Iterable[Study]) -> tuple[Study, ...]:
    """The studies in the order first met, those that are the same joined into one."""
    kept: list[Study] = []
    by_identifier: dict[str, int] = {}
    by_title: dict[str, list[int]] = {}
    for study in studies:
        at = _met(study, kept, by_identifier, by_title)
        if at is None:
            at = len(kept)
            kept.append(study)
        else:
            kept[at] = joined(kept[at], study)
        for identifier in kept[at].identifiers:
            if identifier.state != "truncated" and identifier.kind != "registration":
                by_identifier.setdefault(identifier.key, at)
        for shelf in _shelves(kept[at]):
            shelved = by_title.setdefault(shelf, [])
            if len(shelved) <= _CROWD and at not in shelved:
                shelved.append(at)
    return tuple(_with_own_key(kept))


def same_study(first: Study, second: Study) -> bool:
    """Whether two mentions show one study.

    A shared DOI, PMID or PMC number says yes and a different one of the same kind says no; without either, the
    titles have to be nearly equal and the years at most one apart; the row of a table is the study of the same first
    author and year. A registration number alone does not decide: one
    trial may have several reports.
    """
    mine, theirs = _by_kind(first), _by_kind(second)
    for kind in ("doi", "pmid", "pmcid", "arxiv"):
        if kind in mine and kind in theirs:
            return mine[kind] == theirs[kind]
    if first.key == second.key:
        return True
    if "table row" in (first.mention, second.mention):
        return first.mention != second.mention and bool(first.year) and _by_line(first) == _by_line(second) != ""
    if not first.title or not second.title or not _years_agree(first, second):
        return False
    one, other = folded(first.title.value), folded(second.title.value)
    return min(len(one), len(other)) >= _TITLE and fuzz.ratio(one, other) >= _NEARLY


def joined(first: Study, second: Study) -> Study:
    """One study from two mentions: the fuller one leads, the other fills what it leaves out and adds its places."""
    lead, other = (second, first) if _MENTIONS.index(second.mention) < _MENTIONS.index(first.mention) else (first, second)
    known = {identifier.kind for identifier in lead.identifiers if identifier.state != "truncated"}
    more: tuple[Identifier, ...] = tuple(each for each in other.identifiers if each.kind not in known and each.state != "truncated")
    places = tuple(dict.fromkeys(place for place in (*lead.places, other.place, *other.places) if place != lead.place))
    worse = lead.design == "unknown" or (lead.design == "observational" and other.design not in ("observational", "unknown"))
    return replace(
        lead,
        title=lead.title or other.title,
        authors=lead.authors or other.authors,
        journal=lead.journal or other.journal,
        year=lead.year or other.year,
        design=other.design if worse else lead.design,
        design_words=other.design_words if worse else lead.design_words,
        people=lead.people or other.people,
        population=lead.population or other.population,
        identifiers=(*lead.identifiers, *more),
        places=places,
        sections=tuple(dict.fromkeys((*lead.sections, *other.sections))),
    )


def _met(study: Study, kept: list[Study], by_identifier: dict[str, int], by_title: dict[str, list[int]]) -> int | None:
    for identifier in study.identifiers:
        at = (
            by_identifier.get(identifier.key)
            if identifier.state != "truncated" and identifier.kind in ("doi", "pmid", "pmcid", "arxiv")
            else None
        )
        if at is not None:
            return at
    shelves = (by_title.get(shelf, ()) for shelf in _shelves(study))
    candidates = sorted({at for shelf in shelves if len(shelf) <= _CROWD for at in shelf})
    met = [at for at in candidates if same_study(kept[at], study)]
    return met[0] if met and (study.mention != "table row" or len(met) == 1) else None


def _shelves(study: Study) -> tuple[str, ...]:
    """Where a study is looked for: its key, and the first and last letters of its title, so that not all pairs are compared."""
    line = _by_line(study)
    shelves = (study.key, line) if line else (study.key,)
    if not study.title:
        return shelves
    title = folded(study.title.value)
    return (*shelves, "=" + title, "<" + title[:14], ">" + title[-14:])


def _by_line(study: Study) -> str:
    """First author and year, where both are shown."""
    return f"by:{folded(study.surname)}-{study.year.value}" if study.surname and study.year else ""


def _by_kind(study: Study) -> dict[str, str]:
    return {each.kind: each.key for each in reversed(study.identifiers) if each.state != "truncated"}


def _years_agree(first: Study, second: Study) -> bool:
    return not first.year or not second.year or abs(int(first.year.value) - int(second.year.value)) <= 1


def _with_own_key(studies: list[Study]) -> Iterable[Study]:
    """Two studies never share a key: a later one gets a number behind it."""
    seen: dict[str, int] = {}
    for study in studies:
        seen[study.key] = seen.get(study.key, 0) + 1
        yield study if seen[study.key] == 1 else replace(study, key=f"{study.key}#{seen[study.key]}")
