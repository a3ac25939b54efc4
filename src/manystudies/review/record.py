"""What the library keeps of one page: counts for the list, rows for the findings table, words for the search."""

from collections.abc import Sequence

from manystudies.answers import Page, Report
from manystudies.checks import SEVERITIES, Problem
from manystudies.documents import Span
from manystudies.library import PageRecord, PageRow
from manystudies.review.codec import to_json
from manystudies.studies import Study
from manystudies.terms import propose_tags


def record_of(page: Page, report: Report) -> PageRecord:
    """Describe one page of a report: all that begins on it."""
    document = page.document
    studies = [each for each in report.studies if each.place.document == document.identity]
    findings = [each for each in report.findings if each.context.sentence.document == document.identity]
    claims = [each for each in report.claims if each.span.document == document.identity]
    problems, recomputed = (
        [each for each in kind if each.spans[0].document == document.identity] for kind in (report.problems, report.recomputed)
    )
    flagged = [each for each in problems if each.flagged]
    high, medium, low, info = (sum(each.severity == severity for each in flagged) for severity in SEVERITIES)
    row = PageRow(
        path=page.path,
        name=page.name,
        identity=document.identity,
        high=high,
        medium=medium,
        low=low,
        info=info,
        recomputed=len(recomputed),
        studies=sum(each.mention != "listed" for each in studies),
        worst=f"{flagged[0].code} {flagged[0].message}" if flagged else "",
        title=document.front.title or _first_heading(page) or page.name,
    )
    records = (
        *(("claim", number, claim.span.start, claim.span.end, "", to_json(claim)) for number, claim in enumerate(claims)),
        *(
            ("finding", number, finding.context.sentence.start, finding.context.sentence.end, type(finding).__name__, to_json(finding))
            for number, finding in enumerate(findings)
        ),
        *_problem_records("problem", problems),
        *_problem_records("recomputed", recomputed),
    )
    tags = (
        *(("tag", value) for value in document.front.tags),
        *(("category", value) for value in document.front.categories),
        *(("proposed", value) for value in propose_tags(row.title, document.view.text).tags),
    )
    return PageRecord(row, page.data, document.kind, document.view.text, tuple(_study_record(study) for study in studies), records, tags)


def _problem_records(kind: str, problems: Sequence[Problem]) -> list[tuple[str, int, int, int, str, str]]:
    return [(kind, number, *_place(each.spans[0]), each.code, to_json(each)) for number, each in enumerate(problems)]


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _study_record(study: Study) -> tuple[str, str | None, str | None, str | None, str | None, str, str]:
    title = study.title.value if study.title else None
    year = study.year.value if study.year else None
    return study.key, title, year, study.identifier("doi"), study.identifier("pmid"), study.design, to_json(study)


def _first_heading(page: Page) -> str:
    document = page.document
    return next((document.block_text(block) for block in document.blocks if block.kind == "heading"), "")
