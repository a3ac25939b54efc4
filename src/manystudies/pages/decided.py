"""The log of decisions and the agreement of two reviewers as text and as JSON, for a protocol or an audit."""

import json
from collections.abc import Mapping, Sequence

from manystudies.decisions import Decision, Kappa
from manystudies.documents import clipped


def decisions_text(log: Sequence[Decision], agreed: Mapping[str, Kappa]) -> str:
    """One line a decision, and one a kind of question on which two people agreed or not."""
    undone = {each.target.key for each in log if each.what == "undo"}
    lines = [_line(each) + (" (undone)" if str(each.number) in undone else "") for each in log]
    lines += [_agreement(name, each) for name, each in agreed.items() if each.count]
    return "".join(f"{line}\n" for line in lines or ["Nothing was decided yet."])


def decisions_json(log: Sequence[Decision], agreed: Mapping[str, Kappa]) -> str:
    """The same as JSON, with all that each decision holds."""
    told = {
        "decisions": [
            {
                "number": each.number,
                "made_at": each.made_at,
                "who": each.who,
                "what": each.what,
                "about": str(each.target),
                "value": each.value.plain(),
                "why": each.why,
                "document": each.document,
                "words": each.words,
            }
            for each in log
        ],
        "agreement": {
            name: {"count": each.count, "agreed": each.agreed, "kappa": each.kappa, "low": each.low, "high": each.high}
            for name, each in agreed.items()
            if each.count
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _line(each: Decision) -> str:
    value = each.value
    said = [
        *((value.field,) if value.field else ()),
        *((f"{value.step:+d}" if value.step else "0",) if each.choice == "opinion" else ()),
        *((f"“{' '.join(value.words.split())}”",) if value.words else ()),
        *((f"“{clipped(each.words, 80)}”",) if each.words and not value.words else ()),
        *((f"because {each.why.rstrip('.')}",) if each.why else ()),
    ]
    return f"{each.number}  {each.made_at}  {each.who}: {each.what} {each.target}" + "".join(f", {part}" for part in said)


def _agreement(name: str, each: Kappa) -> str:
    share = f"{each.agreed} of {each.count} ({100 * each.agreed / each.count:.0f}%) the same before they saw each other"
    if each.kappa is None or each.low is None or each.high is None:
        return f"Agreement, {name}: {share}"
    return f"Agreement, {name}: {share}; kappa {each.kappa:.2f} (95% CI {each.low:.2f} to {each.high:.2f})"
