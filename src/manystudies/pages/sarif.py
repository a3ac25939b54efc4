"""Problems as SARIF 2.1.0, which code hosts and editors show beside the line.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from hashlib import sha256
from json import dumps

from manystudies.answers import Report
from manystudies.checks import CODES, Problem, ProblemVerdict, Severity
from manystudies.documents import Span
from manystudies.pages.export import Json
from manystudies.pages.places import Places

SCHEMA, VERSION = "https://json.schemastore.org/sarif-2.1.0.json", "2.1.0"
_LEVELS: dict[Severity, str] = {"high": "error", "medium": "warning", "low": "note", "info": "note"}
_KINDS: dict[ProblemVerdict, str] = {
    "by_rounding": "pass", "cannot_tell": "open", "consistent": "pass", "info": "informational", "not_checked": "open",
}  # fmt: skip
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


def check_sarif(report: Report, version: str = "") -> str:
    """The problems of a report as one SARIF run. What is flagged fails; the rest is `open` or `informational`."""
    places = Places.of(report)
    used = sorted({problem.code for problem in report.problems})
    driver: dict[str, Json] = {"name": "manystudies", "rules": [_rule(code) for code in used]}
    if version:
        driver["version"] = version
    run: dict[str, Json] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {"location": {"uri": _uri(page.path)}, "hashes": {"sha-256": page.document.identity}, "encoding": page.document.encoding}
            for page in report.pages
        ],
        "results": [_result(problem, used.index(problem.code), places) for problem in report.problems],
    }
    return _log(run)


def fingerprint(problem: Problem, places: Places) -> str:
    """What stays the same about a problem when the page around it moves: its code, its quote and its page's name."""
    place = places.place(problem.spans[0])
    return sha256("\n".join((problem.code, place.name, " ".join(place.quote.split()))).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _log(run: dict[str, Json]) -> str:
    whole: Json = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    return dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _rule(name: str) -> dict[str, Json]:
    code = CODES[name]
    rule: dict[str, Json] = {
        "id": code.code,
        "name": "".join(word.capitalize() for word in code.name.replace("-", " ").split()),
        "shortDescription": {"text": code.name},
        "fullDescription": {"text": code.idea},
        "help": {"text": f"{code.idea}\n{code.formula}\nFails: {code.fails}\nPasses: {code.passes}\nSource: {code.source}"},
    }
    if code.source.startswith("https://"):
        rule["helpUri"] = code.source.split()[0]
    return rule


def _result(problem: Problem, rule: int, places: Places) -> dict[str, Json]:
    told = [problem.message]
    if problem.recomputed:
        told.append(f"Recomputed: {problem.recomputed}.")
    if problem.consistent_range:
        told.append(f"Consistent would be: {problem.consistent_range}.")
    if problem.suggestion:
        told.append(problem.suggestion)
    result: dict[str, Json] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "kind": "fail" if problem.flagged else _KINDS[problem.verdict],
        "level": _LEVELS[problem.severity] if problem.flagged else "none",
        "message": {"text": " ".join(told)},
        "locations": [_location(problem.spans[0], places)],
        "partialFingerprints": {"manystudies/1": fingerprint(problem, places)},
        "properties": {"verdict": problem.verdict, "severity": problem.severity},
    }
    if problem.ignored:
        result["suppressions"] = [{"kind": "inSource", "justification": problem.ignored}]
    if len(problem.spans) > 1:
        result["relatedLocations"] = [
            {"id": number, **_location(span, places), "message": {"text": "held against"}}
            for number, span in enumerate(problem.spans[1:], 1)
        ]
    return result


def _location(span: Span, places: Places) -> dict[str, Json]:
    place = places.place(span)
    region: dict[str, Json] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": place.start,
        "charLength": place.end - place.start,
        "snippet": {"text": place.quote},
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(place.path), "index": place.page - 1}, "region": region}}


def _uri(path: str) -> str:
    """A path as a URI reference; what may not stand in one is written in percent."""
    slashed = path.replace("\\", "/")
    try:
        data = slashed.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = slashed.encode("utf-8", "surrogatepass")
    quoted = "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in data)
    return f"file://{quoted}" if quoted.startswith("/") else quoted
