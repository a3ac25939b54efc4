"""One row of the answer as a result: its line in the summary of findings, its plot, its reasons and what went in."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from manystudies.answers import OutcomeRow
from manystudies.certainty import BiasQuestion, bias_questions
from manystudies.findings import BeforeAfter, Difference, Finding, Number, PValue, Ratio, Share, TwoArms, numbers_of
from manystudies.pages.changes import draw_changes
from manystudies.pages.drawing import draw
from manystudies.pages.figures import interval_shown, shown
from manystudies.pages.forest import MEASURE_NAMES, ForestStudy, arms_of, forest_of, name_of, piece_of
from manystudies.pages.funnel import FEWEST_OF_A_FUNNEL, funnel_svg
from manystudies.pages.links import Links
from manystudies.pages.pieces import Piece, Printed, fixed
from manystudies.pages.words import LEVEL_STEPS
from manystudies.pooling import NotPooled, Pooled
from manystudies.studies import Study

_SENTENCE = 200
"""Characters of a sentence that speaks to the risk of bias; the rest is where it opens."""


@dataclass(frozen=True, slots=True)
class Input:
    """One line of what went into a result: whose numbers, which ones as printed, and what was made of them."""

    anchor: str
    name: Markup
    printed: Markup
    derived: Markup
    estimate: Markup
    weight: Markup


@dataclass(frozen=True, slots=True)
class Because:
    """One reason for the level of certainty, with the words that show it."""

    domain: str
    step: str
    why: Markup
    judged: bool
    instead: Markup
    shown_by: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Speaks:
    """What the studies say that speaks to one question of the risk of bias."""

    tool: str
    domain: str
    name: str
    quotes: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A row of the answer ready to be set. `wide` and `narrow` are the plot, empty where there is nothing to draw."""

    anchor: str
    intervention: str
    comparator: str
    outcome: str
    studies: Markup
    people: Markup
    effect: Markup
    beside: Markup
    reason: Markup
    sentence: Markup
    level: str
    filled: int
    provisional: bool
    because: tuple[Because, ...]
    bias: tuple[Speaks, ...]
    wide: Markup
    narrow: Markup
    notes: tuple[Markup, ...]
    inputs: tuple[Input, ...]
    derived: Markup
    warnings: tuple[Markup, ...]

    @property
    def changed(self) -> bool:
        """Whether only changes of one group are drawn, and no effect."""
        return bool(self.wide) and not self.gives

    @property
    def gives(self) -> bool:
        """Whether any line of what went in gives an estimate."""
        return any(line.estimate for line in self.inputs)

    @property
    def weighed(self) -> bool:
        """Whether any line of what went in has a weight."""
        return any(line.weight for line in self.inputs)


def result_of(row: OutcomeRow, number: int, printed: Printed, studies: Mapping[str, Study], links: Links) -> Result:
    """The result of one row; `number` counts from 1, `studies` are by key."""
    anchor = f"e{number}"
    forest = forest_of(row, anchor, printed, studies)
    result = row.result
    lines = forest.studies if forest else ()
    drawn = {line.finding for line in lines if line.finding is not None}
    others = (finding for finding in row.findings if finding not in drawn)
    rest = [(f"{anchor}-{place}", finding, studies.get(finding.context.study)) for place, finding in enumerate(others, len(lines) + 1)]
    told = {line.study.key for line in lines if line.study is not None} | {study.key for _, _, study in rest if study is not None}
    silent = [studies[key] for key in row.studies if key in studies and key not in told]
    inputs = (
        *(_of_line(line, printed, links) for line in lines),
        *(_of_finding(finding, name, study, printed, links) for name, finding, study in rest),
        *(_of_study(study, f"{anchor}-{place}", links) for place, study in enumerate(silent, len(lines) + len(rest) + 1)),
    )
    spans = [number.span for finding in row.findings for number in numbers_of(finding)]
    listed = f"{anchor}-in"
    wide, narrow = (
        (draw(forest, links, narrow=each) if forest else Markup(""))
        + _funnel(row, anchor, narrow=each)
        + draw_changes(rest, printed, links, narrow=each)
        for each in (False, True)
    )
    warnings = result.warnings if isinstance(result, Pooled) else ()
    derivations = {line.derived for line in inputs}
    effect, beside = _effect(row, lines, anchor, links)
    return Result(
        anchor=anchor,
        intervention=row.intervention,
        comparator=row.comparator,
        outcome=row.outcome,
        studies=links.html((Piece(str(len(row.studies)), source=listed), Piece(" study" if len(row.studies) == 1 else " studies"))),
        people=links.html((Piece(f"{row.people:,}", source=listed),)) if row.people is not None else Markup(""),
        effect=effect,
        beside=beside,
        reason=links.html(printed.linked(result.reason, (), listed)) if isinstance(result, NotPooled) else Markup(""),
        sentence=links.html(printed.sentence(row.sentence, listed)),
        level=row.certainty.level,
        filled=LEVEL_STEPS[row.certainty.level],
        provisional=row.certainty.provisional,
        because=_because(row, anchor, printed, links),
        bias=_bias(row, printed, studies, links),
        wide=wide,
        narrow=narrow,
        notes=tuple(links.html(note) for note in forest.notes) if forest else (),
        inputs=inputs,
        derived=derivations.pop() if len(derivations) == 1 and len(inputs) > 1 else Markup(""),
        warnings=tuple(links.html(printed.linked(text, spans, listed)) for text in warnings),
    )


def _funnel(row: OutcomeRow, anchor: str, *, narrow: bool) -> Markup:
    """The funnel of ten studies or more; of fewer it would be read as saying what it cannot."""
    if not isinstance(row.result, Pooled) or len(row.result.effects) < FEWEST_OF_A_FUNNEL:
        return Markup("")
    title = f"{row.intervention or 'Exposed'} against {row.comparator or 'comparison'}: {row.outcome}"
    return Markup(funnel_svg(row.result, title, anchor=anchor, narrow=narrow, standalone=False))  # noqa: S704 - its template escapes


def _effect(row: OutcomeRow, lines: tuple[ForestStudy, ...], anchor: str, links: Links) -> tuple[Markup, Markup]:
    """The effect as the table shows it, and the other interval that stands beside it."""
    result = row.result
    if isinstance(result, NotPooled):
        if len(lines) != 1:
            return Markup(""), Markup("")
        name = MEASURE_NAMES.get(lines[0].effect.measure, lines[0].effect.measure)
        return links.html((Piece(f"{name} "), *lines[0].estimate)), Markup("")
    name = MEASURE_NAMES.get(result.measure, result.measure)
    words = f"{shown(result.estimate, result.measure)} [{interval_shown(result.interval.low, result.interval.high, result.measure)}]"
    effect = links.html((Piece(f"{name} "), Piece(words, source=f"{anchor}-in")))
    if result.interval.test == "normal":
        return effect, Markup("")
    plain = interval_shown(result.plain.low, result.plain.high, result.measure)
    return effect, links.html((Piece("Hartung–Knapp; plain interval "), Piece(plain, source=f"{anchor}-in")))


def _because(row: OutcomeRow, anchor: str, printed: Printed, links: Links) -> tuple[Because, ...]:
    steps = {-2: "two levels down", -1: "one level down", 0: "no change", 1: "one level up", 2: "two levels up"}
    return tuple(
        Because(
            reason.domain, "not judged yet" if not reason.judged else "signed: " + steps.get(reason.step, f"{reason.step:+d}") if reason.who else steps.get(reason.step, f"{reason.step:+d}"),
            links.html(printed.linked(reason.why, reason.spans, f"{anchor}-in")), reason.judged,
            links.html(printed.linked(reason.instead, reason.spans, f"{anchor}-in")) if reason.instead else Markup(""),
            tuple(links.html(printed.quote(span, 120)) for span in reason.spans[:3]),
        )
        for reason in row.certainty.reasons
    )  # fmt: skip


def _bias(row: OutcomeRow, printed: Printed, studies: Mapping[str, Study], links: Links) -> tuple[Speaks, ...]:
    """The sentences that speak to each question, a study each, in the order of the tools' domains."""
    held: dict[BiasQuestion, list[Markup]] = {}
    for sign in row.bias:
        pieces = printed.quote(sign.sentence, _SENTENCE)
        quote = (
            links.html(pieces)
            if any(piece.span for piece in pieces)
            else links.opening("".join(each.text for each in pieces), sign.sentence)
        )
        name = name_of(studies[sign.study]) if sign.study in studies else ""
        held.setdefault(sign.question, []).append(
            (Markup("{}: “{}”") if name else Markup("{}“{}”")).format(links.opening(name, sign.span) if name else "", quote)
        )
    asked = [
        question for tool in dict.fromkeys(question.tool for question in held) for question in bias_questions(tool) if question in held
    ]
    return tuple(Speaks(question.tool, question.domain, question.name, tuple(held[question])) for question in asked)


def _of_line(line: ForestStudy, printed: Printed, links: Links) -> Input:
    arms = (*line.first, *((Piece(" against "),) if line.first else ()), *line.second)
    said = _said(line.finding) if line.finding is not None else arms
    effect = line.effect
    weight = links.html((Piece(f"{100 * line.weight:.1f}%", source=line.anchor),)) if line.weight is not None else Markup("")
    spans = [number.span for number in numbers_of(line.finding)] if line.finding is not None else []
    derived = links.html(printed.linked("; ".join(effect.derivation), spans, line.anchor))
    return Input(line.anchor, links.html(line.label), links.html(said), derived, links.html(line.estimate), weight)


def _of_finding(finding: Finding, anchor: str, study: Study | None, printed: Printed, links: Links) -> Input:
    name = name_of(study) if study else finding.context.study or "This page"
    spans = [part.span for part in (study.year, study.authors, study.title) if part] if study else []
    return Input(anchor, links.html(printed.linked(name, spans, anchor)), links.html(_said(finding)), Markup(""), Markup(""), Markup(""))


def _of_study(study: Study, anchor: str, links: Links) -> Input:
    """A study whose numbers are not on the page: its name opens the place that speaks of it."""
    return Input(anchor, links.opening(name_of(study), study.place), Markup("no number on the page"), Markup(""), Markup(""), Markup(""))


def _said(finding: Finding) -> tuple[Piece, ...]:
    """The numbers of a finding, set as its kind is usually printed."""
    match finding:
        case BeforeAfter():
            before, after = _pair(finding.before.centre, finding.before.spread), _pair(finding.after.centre, finding.after.spread)
            return (*before, Piece(" → "), *after, *_p(finding.p))
        case TwoArms():
            first, second = arms_of(finding)
            if first and second:
                return (*first, Piece(" against "), *second, *_p(finding.p))
        case Ratio() | Difference():
            interval = finding.interval
            ends = (Piece(" ["), piece_of(interval.low), Piece(" to "), piece_of(interval.high), Piece("]")) if interval else ()
            return (
                piece_of(finding.estimate),
                Piece(f" {finding.unit}" if isinstance(finding, Difference) and finding.unit else ""),
                *ends,
                *_p(finding.p),
            )
        case Share():
            whole = (
                *((piece_of(finding.events), Piece("/")) if finding.events else ()),
                *((piece_of(finding.total),) if finding.total else ()),
            )
            return (*whole, *((Piece(" ("), piece_of(finding.percent), Piece("%)")) if finding.percent else ()), *_p(finding.p))
        case _:
            pass
    pieces: list[Piece] = []
    for _, number in sorted({number.span: number for number in numbers_of(finding)}.items()):
        sign = "" if number.comparator == "=" else f"{number.comparator} "
        pieces += [Piece(" · ")] if pieces else []
        pieces += [Piece(sign), piece_of(number)]
    return tuple(piece for piece in pieces if piece.text) or (fixed("no number"),)


def _pair(centre: Number, spread: Number | None) -> tuple[Piece, ...]:
    return (piece_of(centre), *((Piece(" ± "), piece_of(spread)) if spread else ()))


def _p(p: PValue | None) -> tuple[Piece, ...]:
    return (Piece(f", p {p.comparator} "), piece_of(p.number)) if p else ()
