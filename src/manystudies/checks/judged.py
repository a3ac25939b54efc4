"""From what an identity says to a problem on a page."""

from manystudies.checks.codes import CODES
from manystudies.checks.problem import Problem, Severity
from manystudies.documents import Span
from manystudies.findings import Number
from manystudies.measures import Outcome, Verdict

_DECIMALS = 4


def judged(
    code: str,
    outcome: Outcome,
    spans: tuple[Span, ...],
    *,
    study: str = "",
    severity: Severity = "high",
    accuse: bool = True,
    doubt: str = "",
    decimals: int | None = None,
) -> Problem:
    """A problem that says what `outcome` says. `severity` holds where the numbers disagree; agreement is information.

    Without `accuse`, a disagreement is only told as `cannot_tell`, with `doubt` as what else could explain it.
    """
    verdict = outcome.verdict
    told = outcome.detail
    if outcome.assumption and verdict != "inconsistent":
        told = f"{told} Assumed: {outcome.assumption}."
    if verdict == "inconsistent" and not accuse:
        verdict = "cannot_tell"
        told = f"{told} {doubt}".strip()
    return Problem(
        code,
        verdict,
        severity if verdict == "inconsistent" else "info",
        told,
        spans,
        recomputed=outcome.recomputed,
        consistent_range=_range(outcome, decimals),
        suggestion=_settled_by(code, outcome, verdict),
        study=study,
    )


def _settled_by(code: str, outcome: Outcome, verdict: Verdict) -> str:
    """What the numbers themselves would take, else, where they do not agree, what in the paper would settle it."""
    if outcome.needs:
        return f"It would take {outcome.needs}."
    settle = CODES[code].settle
    return f"To settle it: {settle[:1].lower()}{settle[1:]}" if settle and verdict in {"cannot_tell", "inconsistent"} else ""


def _range(outcome: Outcome, decimals: int | None) -> str:
    if outcome.low is None or outcome.high is None:
        return ""
    places = _DECIMALS if decimals is None else decimals
    low, high = (f"{end:.{places}f}" for end in (outcome.low, outcome.high))
    if decimals is None:
        low, high = (text.rstrip("0").rstrip(".") or "0" for text in (low, high))
    return low if low == high else f"{low} to {high}"


def stretch(*numbers: Number | None) -> Span:
    """The span from the first to the last of these numbers, as they stand in the text."""
    spans = [number.span for number in numbers if number is not None]
    return Span(spans[0].document, min(span.start for span in spans), max(span.end for span in spans))
