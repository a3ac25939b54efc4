"""Numbers that cannot be right as printed are not pooled, with the reason told, until a person decides and signs."""

from pathlib import Path

from click.testing import CliRunner

from manystudies.answers import Report
from manystudies.cli.ask import command
from manystudies.decisions import problem_targets
from manystudies.desk import decide, import_text, open_desk
from manystudies.pooling import Pooled
from manystudies.review import answered, check_pages, page_of_bytes

AT = "2026-11-22T10:00:00Z"


def trial(author: str, year: int, people: int, results: str) -> str:
    return (
        f"**Oral iron in restless legs, the trial of {author}**\n\n{author} A and colleagues. Sleep Med. {year}.\n\n"
        f"In this double-blind randomised trial, {2 * people} adults with restless legs received oral iron (n = {people}) or placebo "
        f"(n = {people}). {results}\n\n"
    )


def difference(author: str, year: int, printed: str) -> str:
    return trial(author, year, 40, f"The difference in IRLS between iron and placebo was {printed}.")


SOUND = difference("Able", 2018, "-3.0 (95% CI -5.0 to -1.0)") + difference("Baker", 2019, "-4.0 (95% CI -6.0 to -2.0)")


def report_of(*trials: str) -> Report:
    page = page_of_bytes("legs.md", ("# Iron for restless legs\n\n" + "".join(trials)).encode())
    return answered(check_pages([page]), "iron rls")


def told(report: Report) -> str:
    return " ".join(sentence.text for sentence in report.answer.sentences)


def test_an_estimate_outside_its_interval_is_not_pooled_and_the_reason_is_told() -> None:
    report = report_of(SOUND, difference("Cole", 2020, "-4.0 (95% CI -3.0 to -1.0)"))
    (row,) = report.answer.rows
    assert isinstance(row.result, Pooled)
    assert len(row.result.effects) == 2
    assert "Cole 2020 was not pooled for oral iron and IRLS, because its estimate does not fit its interval." in told(report)


def test_a_percent_that_does_not_fit_its_count_is_told_where_no_comparison_could_be_made() -> None:
    counted = "Response was seen in 30 of 60 patients (45%) with oral iron and in 20 of 60 patients (33%) with placebo."
    report = report_of(SOUND, trial("Dale", 2021, 60, counted))
    assert "Dale 2021" in told(report)
    assert "because its percent does not fit its count" in told(report)
    assert all("60" not in row.outcome for row in report.answer.rows)


def test_a_value_beyond_its_scale_leaves_a_row_that_says_why() -> None:
    means = "The IRLS score at the end was 52.0 (SD 5.0) with oral iron and 55.0 (SD 5.0) with placebo."
    report = report_of(trial("Eads", 2022, 40, means))
    (row,) = report.answer.rows
    assert row.result.effects == ()
    assert "Not pooled, because a value lies outside its scale." in row.sentence.text
    assert row.certainty.level in {"low", "very low"}


def test_a_sound_page_says_nothing_of_impossible_numbers() -> None:
    assert "cannot be right" not in told(report_of(SOUND))


def test_a_comment_of_the_author_with_a_reason_lets_the_number_in() -> None:
    flagged = difference("Cole", 2020, "-9.0 (95% CI -11.0 to -8.5, P = 0.0001)")
    assert "Cole 2020 was not pooled" in told(report_of(SOUND, flagged))
    comment = "<!-- manystudies: ignore MS304 because the interval is by bootstrap -->\n"
    report = report_of(SOUND, flagged.replace("In this", f"{comment}In this"))
    assert isinstance(report.answer.rows[0].result, Pooled)
    assert len(report.answer.rows[0].result.effects) == 3


def test_a_signed_decision_lets_the_number_in(tmp_path: Path) -> None:
    library = tmp_path / "l.sqlite"
    page = "# Iron for restless legs\n\n" + SOUND + difference("Cole", 2020, "-9.0 (95% CI -11.0 to -8.5, P = 0.0001)")
    with open_desk(str(library)) as desk:
        import_text(desk, page, at=AT, who="Ada", name="legs.md")
    before = " ".join(run(library).split())
    assert "Cole 2020 was not pooled for oral iron and IRLS, because its estimate does not fit its interval." in before
    problems = check_pages([page_of_bytes("legs.md", page.encode())]).problems
    target = next(target for problem, target in zip(problems, problem_targets(problems), strict=True) if problem.code == "MS304")
    with open_desk(str(library)) as desk:
        decide(desk, "Ada", "ignore", target, at=AT, why="the paper says that the interval is by bootstrap")
    after = " ".join(run(library).split())
    assert "Cole 2020 was not pooled" not in after
    assert "3 randomised trials" in after


def run(library: Path) -> str:
    done = CliRunner().invoke(command, ["iron rls", "--library", str(library)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output
