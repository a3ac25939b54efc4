"""Pages that were read one by one, as one report: studies met on several of them joined, and everything said of them with one name."""

from collections.abc import Sequence
from dataclasses import replace

from manystudies.answers import Answer, Report
from manystudies.checks import Problem
from manystudies.claims import Claim
from manystudies.findings import Finding
from manystudies.review import worst_first
from manystudies.studies import one_of_each


def together(reports: Sequence[Report]) -> Report:
    """One report of many pages, a hundred times as fast as reading them again.

    What holds between pages, such as a claim that another page contradicts, is not looked for: `check_pages` does that.
    """
    studies = one_of_each(study for report in reports for study in report.studies)
    keys = {place: study.key for study in studies for place in (study.place, *study.places)}
    findings: list[Finding] = []
    claims: list[Claim] = []
    problems: list[Problem] = []
    recomputed: list[Problem] = []
    for report in reports:
        renamed = {study.key: keys[study.place] for study in report.studies if keys.get(study.place, study.key) != study.key}
        if not renamed:
            findings += report.findings
            claims += report.claims
            problems += report.problems
            recomputed += report.recomputed
            continue
        findings += (_of_study(finding, renamed) for finding in report.findings)
        claims += (replace(claim, rests_on=tuple(renamed.get(key, key) for key in claim.rests_on)) for claim in report.claims)
        problems += (replace(each, study=renamed.get(each.study, each.study)) for each in report.problems)
        recomputed += (replace(each, study=renamed.get(each.study, each.study)) for each in report.recomputed)
    pages = tuple(page for report in reports for page in report.pages)
    ordered = tuple(sorted(problems, key=worst_first))
    return Report(pages, studies, tuple(findings), tuple(claims), ordered, tuple(recomputed), Answer("", (), ()))


def _of_study(finding: Finding, renamed: dict[str, str]) -> Finding:
    key = renamed.get(finding.context.study)
    return finding if key is None else replace(finding, context=replace(finding.context, study=key))
