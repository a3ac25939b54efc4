"""What the library keeps of one page: counts for the list, rows for the findings table, words for the search."""

from collections.abc import Sequence

from manystudies.answers import Page, Report
from manystudies.checks import SEVERITIES
from manystudies.documents import Span
from manystudies.library import PageRecord, PageRow, pack
from manystudies.review.codec import reading_json
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
        *(("claim", number, *_place(claim.span), "") for number, claim in enumerate(claims)),
        *(("finding", number, *_place(finding.context.sentence), type(finding).__name__) for number, finding in enumerate(findings)),
        *(("problem", number, *_place(each.spans[0]), each.code) for number, each in enumerate(problems)),
        *(("recomputed", number, *_place(each.spans[0]), each.code) for number, each in enumerate(recomputed)),
    )
    read: dict[str, Sequence[object]] = {
        "studies": studies,
        "claims": claims,
        "findings": findings,
        "problems": problems,
        "recomputed": recomputed,
    }
    tags = (
        *(("tag", value) for value in document.front.tags),
        *(("category", value) for value in document.front.categories),
        *(("proposed", value) for value in propose_tags(row.title, document.view.text).tags),
    )
    body = document.view.text
    return PageRecord(
        row,
        pack(page.data),
        document.kind,
        body,
        pack(reading_json(read).encode("utf-8", "surrogatepass")),
        tuple(map(_study_row, studies)),
        records,
        tags,
    )


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _study_row(study: Study) -> tuple[str, str | None, str | None, str | None, str | None, str]:
    title = study.title.value if study.title else None
    year = study.year.value if study.year else None
    return study.key, title, year, study.identifier("doi"), study.identifier("pmid"), study.design


def _first_heading(page: Page) -> str:
    document = page.document
    return next((document.block_text(block) for block in document.blocks if block.kind == "heading"), "")
