"""The desk: what a person decides flows into the page, the answer and the file, and nothing of it is lost."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from manystudies.answers import Report
from manystudies.decisions import Decision, Target, Value
from manystudies.desk import (
    Desk,
    TopicView,
    agreement_view,
    board_view,
    decide,
    findings_view,
    import_file,
    import_paths,
    import_text,
    last_undoable,
    library_view,
    log,
    looked,
    next_findings,
    open_desk,
    page_view,
    revisions_view,
    save_page,
    search,
    topic_view,
    undo,
)
from manystudies.errors import DecisionError, InputError, LibraryError
from manystudies.library import Library
from manystudies.pooling import Pooled
from manystudies.review import read_folder

AT = "2026-11-22T10:00:00Z"


def trial(number: int, events: tuple[int, int], people: int = 100, word: str = "zinc") -> str:
    one, two = events
    return (
        f"## Zinc for the common cold, trial {number}\n\n"
        f"Able A{number}. Zinc lozenges for the common cold. J Test. 20{10 + number}. doi: 10.1000/test.{number}\n\n"
        f"METHODS: In this double-blind randomised trial, {2 * people} adults were assigned to {word} (n = {people}) or placebo (n = {people}).\n\n"
        f"RESULTS: Common cold was found in {one} of {people} with {word} and in {two} of {people} with placebo.\n\n"
    )


PAGE = "# Zinc and colds\n\n" + trial(1, (10, 20)) + trial(2, (15, 25)) + trial(3, (12, 18))
HEADLINES = (
    "# Colds\n\n## Zinc cures colds - Feb 2020\n\nAble A. Zinc and colds. J Test. 2020. doi: 10.1000/test.9\n\n"
    "In this cross-sectional study of 200 adults, zinc was associated with fewer colds (OR 0.5, 95% CI 0.3-0.9).\n\n"
    "## Honey cures coughs - Feb 2021\n\nBaker B. Honey and coughs. J Test. 2021. doi: 10.1000/test.10\n\n"
    "In this cross-sectional study of 150 adults, honey was associated with fewer coughs (OR 0.6, 95% CI 0.4-0.95).\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(str(tmp_path / "l.sqlite")) as opened:
        yield opened


def brought(desk: Desk, text: str = PAGE, name: str = "zinc.md") -> str:
    (page,) = import_text(desk, text, at=AT, who="Ada", name=name).added
    return page.identity


def pooled(desk: Desk, who: str = "Ada") -> Pooled:
    (row,) = [row for row in topic_view(desk, who).report.answer.rows if isinstance(row.result, Pooled)]
    assert isinstance(row.result, Pooled)
    return row.result


def two_arms(desk: Desk, identity: str, who: str = "Ada") -> list[Target]:
    return [item.target for item in findings_view(desk, who, identity).items if item.target.key.split(":")[1] == "twoarms"]


def test_a_page_brought_is_pooled_and_says_so_at_each_finding(desk: Desk) -> None:
    identity = brought(desk)
    assert len(pooled(desk).effects) == 3
    told = [item.pooled for item in findings_view(desk, "Ada", identity).items if item.target in two_arms(desk, identity)]
    assert told[0].startswith("yes — with 2 other studies")
    assert next_findings(desk, "Ada") == (identity,)


def test_a_finding_set_aside_leaves_the_pooled_result_and_undo_brings_it_back(desk: Desk) -> None:
    identity = brought(desk)
    before = pooled(desk)
    target = two_arms(desk, identity)[0]
    made = decide(desk, "Ada", "ignore", target, at=AT, why="retracted")
    assert len(pooled(desk).effects) == 2
    item = next(item for item in findings_view(desk, "Ada", identity).items if item.target == target)
    assert item.pooled == "no — set aside: retracted"
    undo(desk, "Ada", made.number, at=AT)
    assert pooled(desk) == before
    with pytest.raises(DecisionError, match="undone already"):
        undo(desk, "Ada", made.number, at=AT)


def test_a_number_chosen_from_the_words_changes_the_pooled_result(desk: Desk) -> None:
    text = PAGE + "Correction by the authors: with the active lozenge it should read 6 in the third trial.\n"
    identity = brought(desk, text)
    before = pooled(desk)
    target = two_arms(desk, identity)[2]
    start = text.index("read 6") + len("read ")
    decide(desk, "Ada", "number", target, at=AT, value=Value(field="first.events", start=start, end=start + 1))
    after = pooled(desk)
    assert after.estimate < before.estimate
    item = next(item for item in findings_view(desk, "Ada", identity).items if item.target == target)
    assert item.corrected == {"first.events"}


@pytest.mark.parametrize("words", ["found in", "12 of 100", "zinc", "of"])
def test_words_that_are_not_one_number_are_refused(desk: Desk, words: str) -> None:
    identity = brought(desk)
    start = PAGE.index(words)
    with pytest.raises(DecisionError):
        decide(
            desk,
            "Ada",
            "number",
            two_arms(desk, identity)[0],
            at=AT,
            value=Value(field="first.events", start=start, end=start + len(words)),
        )
    assert log(desk, "Ada") == ()


def test_a_finding_added_from_selected_words_is_pooled(desk: Desk) -> None:
    text = PAGE + (
        "## Zinc for the common cold, trial 4\n\nAble A4. Zinc tablets. J Test. 2019. doi: 10.1000/test.4\n\n"
        "METHODS: In this double-blind randomised trial adults were assigned to zinc or placebo.\n\n"
        "RESULTS: The common cold: zinc 11, of them 100; placebo 22, again 100.\n"
    )
    identity = brought(desk, text)
    assert len(pooled(desk).effects) == 3
    at = text.index("zinc 11")
    places = {name: text.index(words, at) for name, words in (("11", "11"), ("100a", "100"), ("22", "22"))}
    last = text.index("100", places["22"])
    numbers = (
        ("first.events", places["11"], places["11"] + 2),
        ("first.people", places["100a"], places["100a"] + 3),
        ("second.events", places["22"], places["22"] + 2),
        ("second.people", last, last + 3),
    )
    names = (("first.arm", "zinc"), ("second.arm", "placebo"), ("outcome", "common cold"))
    value = Value(kind="TwoArms", numbers=numbers, names=names)
    decide(desk, "Ada", "add", Target("study", "doi:10.1000/test.4"), at=AT, value=value)
    assert len(pooled(desk).effects) == 4
    assert identity


def test_a_judged_design_keeps_a_study_apart(desk: Desk) -> None:
    brought(desk)
    value = Value(field="design", words="cohort")
    decide(desk, "Ada", "judge", Target("study", "doi:10.1000/test.1"), at=AT, value=value, why="not random, says the paper")
    assert len(pooled(desk).effects) == 2


def test_opinions_change_the_certainty_signed_and_lapse_with_a_new_study(desk: Desk) -> None:
    identity = brought(desk)
    (row,) = [row for row in topic_view(desk, "Ada").report.answer.rows if isinstance(row.result, Pooled)]
    assert row.certainty.provisional
    for domain in ("risk of bias", "indirectness"):
        decide(desk, "Ada", "opinion", Target("row", row.body), at=AT, value=Value(field=domain), why="looked at all three papers")
    (judged,) = [row for row in topic_view(desk, "Ada").report.answer.rows if isinstance(row.result, Pooled)]
    assert not judged.certainty.provisional
    assert "Ada" in judged.sentence.text
    brought(desk, "# More\n\n" + trial(5, (5, 9)), "more.md")
    (again,) = [row for row in topic_view(desk, "Ada").report.answer.rows if isinstance(row.result, Pooled)]
    assert len(again.studies) == 4
    assert again.certainty.provisional
    assert identity


def test_studies_judged_one_by_one_can_lower_a_row_and_never_raise_it(desk: Desk) -> None:
    brought(desk)
    (before,) = [row for row in topic_view(desk, "Ada").report.answer.rows if isinstance(row.result, Pooled)]
    for key in before.studies[:2]:
        decide(desk, "Ada", "opinion", Target("study", key), at=AT, value=Value(field="risk of bias", step=-1), why="open label")
    (half,) = [row for row in topic_view(desk, "Ada").report.answer.rows if isinstance(row.result, Pooled)]
    assert half.certainty == before.certainty
    decide(desk, "Ada", "opinion", Target("study", before.studies[2]), at=AT, value=Value(field="risk of bias"), why="sound")
    (after,) = [row for row in topic_view(desk, "Ada").report.answer.rows if isinstance(row.result, Pooled)]
    assert next(reason.step for reason in after.certainty.reasons if reason.domain == "risk of bias") == -1


def test_since_you_last_looked_tells_what_is_new_and_what_changed(desk: Desk) -> None:
    identity = brought(desk)
    assert topic_view(desk, "Ada").since.first
    looked(desk, "Ada", "", at=AT)
    assert topic_view(desk, "Ada").since.nothing
    decide(desk, "Ada", "ignore", two_arms(desk, identity)[0], at=AT, why="retracted")
    assert len(topic_view(desk, "Ada").since.changed) == 1
    assert topic_view(desk, "Bob").since.first


def test_an_ignored_problem_is_listed_as_ignored_and_not_counted(desk: Desk) -> None:
    identity = brought(desk, HEADLINES)
    view = page_view(desk, "Ada", identity)
    target = view.targets[0]
    assert view.report.problems[0].flagged
    decide(desk, "Ada", "ignore", target, at=AT, why="the full paper says so")
    problems = topic_view(desk, "Ada").report.problems
    (held,) = [problem for problem in problems if problem.ignored]
    assert not held.flagged
    assert "Set aside by Ada, because the full paper says so" in held.message


def test_a_page_is_saved_back_with_only_the_decided_words_changed(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "colds.md"
    text = HEADLINES + "\nOf 78 people, 59 (12.3 %) had a cold.\n"
    file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    import_paths(desk, [str(file)], at=AT, who="Ada")
    identity = str(library_view(desk, "Ada").rows[0].identity)
    view = page_view(desk, "Ada", identity)
    assert view.file
    offered = [(target, problem) for target, problem in zip(view.targets, view.report.problems, strict=True) if problem.replacement]
    assert len(offered) == 2
    (first, accepted), (second, edited) = offered
    third = next(
        target for target, problem in zip(view.targets, view.report.problems, strict=True) if not problem.replacement and problem.flagged
    )
    decide(desk, "Ada", "accept", first, at=AT)
    decide(desk, "Ada", "edit", second, at=AT, value=Value(words="Honey and coughs go together"))
    decide(desk, "Ada", "ignore", third, at=AT, why="known")
    assert not save_page(desk, "Ada", identity, at=AT, write=False).held_back
    assert file.read_bytes().startswith(b"\xef\xbb\xbf# Colds\r\n")
    saved = save_page(desk, "Ada", identity, at=AT, write=True)
    assert saved.changes == 2
    assert file.read_bytes() == saved.data
    expected = text.replace("\n", "\r\n")
    for problem, words in ((accepted, accepted.replacement), (edited, "Honey and coughs go together")):
        expected = expected.replace(view.report.pages[0].document.quote(problem.spans[0]), words)
    assert saved.data == expected.encode("utf-8-sig")
    # What was set aside goes along to the new bytes.
    again = page_view(desk, "Ada", saved.identity)
    held = [again.state.answer(target, "verdict") for target in again.targets]
    assert [each.why for each in held if each is not None] == ["known"]
    with pytest.raises(InputError):
        page_view(desk, "Ada", identity + "x")


def test_a_file_that_changed_meanwhile_is_left_alone(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "colds.md"
    file.write_text(HEADLINES)
    import_paths(desk, [str(file)], at=AT, who="Ada")
    identity = str(library_view(desk, "Ada").rows[0].identity)
    view = page_view(desk, "Ada", identity)
    target = next(target for target, problem in zip(view.targets, view.report.problems, strict=True) if problem.replacement)
    decide(desk, "Ada", "accept", target, at=AT)
    file.write_text(HEADLINES + "\nMore words.\n")
    with pytest.raises(InputError, match="changed since"):
        save_page(desk, "Ada", identity, at=AT, write=True)
    assert file.read_text().endswith("More words.\n")


def test_a_page_sent_again_with_changes_takes_its_decisions_along(desk: Desk) -> None:
    identity = brought(desk, HEADLINES, "colds.md")
    view = page_view(desk, "Ada", identity)
    decide(desk, "Ada", "ignore", view.targets[-1], at=AT, why="known")
    changed = HEADLINES.replace("# Colds\n", "# Colds and more\n\nA new paragraph.\n")
    (page,) = import_file(desk, "colds.md", [changed.encode()], at=AT, who="Ada").added
    assert library_view(desk, "Ada").total == 1
    again = page_view(desk, "Ada", page.identity)
    assert [each.why for each in (again.state.answer(target, "verdict") for target in again.targets) if each] == ["known"]


def test_another_page_of_the_same_name_is_kept_beside_it(desk: Desk) -> None:
    brought(desk, HEADLINES, "index.md")
    brought(desk, PAGE, "index.md")
    assert sorted(row.path for row in library_view(desk, "Ada").rows) == ["sent:index.md", "sent:index.md (2)"]
    assert import_text(desk, PAGE, at=AT, who="Ada", name="again.md").already == ("again.md",)


def test_two_reviewers_are_blind_until_both_have_decided_then_agree_or_reconcile(tmp_path: Path) -> None:
    with open_desk(str(tmp_path / "l.sqlite"), two_reviewers=True) as desk:
        identity = brought(desk)
        one, two, three = two_arms(desk, identity)
        decide(desk, "Ada", "ignore", one, at=AT, why="retracted")
        assert [each.who for each in log(desk, "Bob")] == []
        assert len(pooled(desk, "Bob").effects) == 3
        item = next(item for item in findings_view(desk, "Bob", identity).items if item.target == one)
        assert item.hidden
        assert item.decision is None
        decide(desk, "Bob", "accept", one, at=AT)
        for target in (two, three):
            decide(desk, "Ada", "accept", target, at=AT)
            decide(desk, "Bob", "accept", target, at=AT)
        view = agreement_view(desk, "Bob")
        assert view.kappas["finding: use"].agreed == 2
        assert view.kappas["finding: use"].count == 3
        ((held, title, where),) = view.disagreements
        assert held.question == (one, "use")
        assert (title, where) == ("finding on zinc.md", identity)
        other = next(item.target for item in findings_view(desk, "Ada", identity).items if item.decision is None)
        with pytest.raises(DecisionError, match="two people"):
            decide(desk, "Ada", "reconcile", other, at=AT, value=Value(field="use", choice="ignore"), why="x")
        decide(desk, "Bob", "reconcile", one, at=AT, value=Value(field="use", choice="ignore"), why="talked it over")
        assert len(pooled(desk, "Ada").effects) == 2
        assert len(pooled(desk, "Bob").effects) == 2
        assert agreement_view(desk, "Ada").disagreements[0][0].settled is not None
    with open_desk(str(tmp_path / "l.sqlite")) as desk:
        assert desk.two_reviewers


def test_what_another_window_decides_is_seen_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "l.sqlite")
    with open_desk(path) as first, open_desk(path) as second:
        identity = brought(first)
        assert len(pooled(second).effects) == 3
        decide(first, "Ada", "ignore", two_arms(first, identity)[0], at=AT, why="retracted")
        assert len(pooled(second).effects) == 2
        assert last_undoable(second, "Ada") is not None
        assert last_undoable(second, "Bob") is None


def test_decisions_go_along_to_new_bytes_even_where_nothing_may_be_written(tmp_path: Path) -> None:
    library, file = str(tmp_path / "l.sqlite"), tmp_path / "colds.md"
    file.write_text(HEADLINES)
    with open_desk(library) as desk:
        import_paths(desk, [str(file)], at=AT, who="Ada")
        view = page_view(desk, "Ada", str(library_view(desk, "Ada").rows[0].identity))
        decide(desk, "Ada", "ignore", view.targets[-1], at=AT, why="known")
    file.write_text("# More colds\n\n" + HEADLINES)
    with Library(Path(library)) as other:
        read_folder([str(file)], other, workers=1)
    with open_desk(library, read_only=True) as desk:
        for _ in range(2):
            again = page_view(desk, "", str(library_view(desk, "").rows[0].identity))
            assert [each.why for each in (again.state.answer(target, "verdict") for target in again.targets) if each] == ["known"]
        assert desk.ledger().last == 1
    with open_desk(library) as desk:
        assert desk.ledger().last == 2


def test_what_is_open_for_showing_changes_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "l.sqlite")
    with pytest.raises(InputError, match="found none"):
        open_desk(path, read_only=True)
    with open_desk(path) as desk:
        identity = brought(desk)
    with open_desk(path, read_only=True) as desk:
        target = two_arms(desk, identity)[0]
        for change in (
            lambda: decide(desk, "Ada", "accept", target, at=AT),
            lambda: import_text(desk, "words", at=AT, who="Ada"),
            lambda: looked(desk, "Ada", "", at=AT),
        ):
            with pytest.raises(LibraryError, match="for showing only"):
                change()


def test_signatures_stand_beside_the_pair_they_sign(desk: Desk) -> None:
    old, new = brought(desk, HEADLINES, "old.md"), brought(desk, HEADLINES.replace("cures", "may ease"), "new.md")
    view = revisions_view(desk, "Ada", new, old)
    assert view.signatures == ((),)
    decide(desk, "Dr Roe", "sign off", view.targets[0], at=AT, why="read both")
    assert [each.who for each in revisions_view(desk, "Ada", new, old).signatures[0]] == ["Dr Roe"]


def test_search_finds_pages_and_studies_from_a_word_begun(desk: Desk) -> None:
    identity = brought(desk)
    found = search(desk, "common col")
    assert {each.identity for each in found} == {identity}
    assert "study" in {each.kind for each in found}
    assert [each.study_key for each in search(desk, "10.1000/test.2") if each.kind == "study"] == ["doi:10.1000/test.2"]
    for words in ('"', "a AND", "NEAR(", "*", "%", "_", "!", "' OR 1=1 --", "(", "\0"):
        assert isinstance(search(desk, words), tuple)


def test_without_combinations_the_board_says_so(desk: Desk) -> None:
    brought(desk)
    assert "no trial" in board_view(desk, "Ada").reason.lower()


def test_a_page_edited_and_read_by_the_command_line_keeps_its_decisions(tmp_path: Path) -> None:
    library, folder = str(tmp_path / "l.sqlite"), tmp_path / "wiki"
    folder.mkdir()
    file = folder / "colds.md"
    file.write_text(HEADLINES)
    with open_desk(library) as desk:
        import_paths(desk, [str(folder)], at=AT, who="Ada")
        view = page_view(desk, "Ada", str(library_view(desk, "Ada").rows[0].identity))
        decide(desk, "Ada", "ignore", view.targets[-1], at=AT, why="known")
        for number in range(3):
            file.write_text("# More colds\n\n" * (number + 1) + HEADLINES)
            # The other way in: a folder read from the command line, while the desk is open.
            with Library(Path(library)) as other:
                read_folder([str(file)], other, workers=1)
            again = page_view(desk, "Ada", str(library_view(desk, "Ada").rows[0].identity))
            held = [each for each in (again.state.answer(target, "verdict") for target in again.targets) if each]
            assert [(each.why, each.value.origin) for each in held] == [("known", 1)]
        made = held[0]
        undo(desk, "Ada", made.number, at=AT)
    with open_desk(library) as desk:
        # What was taken back is not carried again.
        again = page_view(desk, "Ada", str(library_view(desk, "Ada").rows[0].identity))
        assert not [each for each in (again.state.answer(target, "verdict") for target in again.targets) if each]


def ready(desk: Desk, question: str = "") -> TopicView:
    for _ in range(600):
        view = topic_view(desk, "Ada", question)
        if not view.updating:
            return view
        time.sleep(0.05)
    raise AssertionError("never ready")


def test_the_answer_of_many_pages_is_made_behind_the_screen_and_the_one_before_is_shown_meanwhile(desk: Desk) -> None:
    pages = [f"# Zinc and colds {number}\n\n" + trial(number, (10 + number, 20)) for number in range(1, 10)]
    for number, text in enumerate(pages):
        brought(desk, text, f"{number}.md")
    prepared: list[Report] = []
    desk.before_showing = prepared.append
    first = topic_view(desk, "Ada")
    assert first.updating
    assert first.report.answer.rows == ()
    view = ready(desk)
    assert prepared[-1] is view.report
    (row,) = [row for row in view.report.answer.rows if isinstance(row.result, Pooled)]
    assert len(row.studies) == 9
    identity = str(library_view(desk, "Ada", order="path").rows[0].identity)
    decide(desk, "Ada", "ignore", two_arms(desk, identity)[0], at=AT, why="retracted")
    meanwhile = topic_view(desk, "Ada")
    assert meanwhile.updating
    assert meanwhile.report is view.report
    (row,) = [row for row in ready(desk).report.answer.rows if isinstance(row.result, Pooled)]
    assert len(row.studies) == 8


def test_what_goes_wrong_behind_the_screen_is_told_to_whoever_asks_next(desk: Desk) -> None:
    for number in range(1, 9):
        brought(desk, f"# Zinc and colds {number}\n\n" + trial(number, (10, 20)), f"{number}.md")

    def broken(_: Report) -> None:
        raise ValueError("no screen")

    desk.before_showing = broken
    with pytest.raises(ValueError, match="no screen"):
        ready(desk)
    desk.before_showing = None
    assert ready(desk).report.answer.rows


def test_one_study_on_several_pages_counts_once_in_the_answer_of_many(desk: Desk) -> None:
    pages = [f"# Zinc and colds {number}\n\n" + trial(number % 4 + 1, (10 + number % 4, 20)) + f"Page {number}.\n" for number in range(8)]
    for number, text in enumerate(pages):
        brought(desk, text, f"{number}.md")
    (row,) = [row for row in ready(desk).report.answer.rows if isinstance(row.result, Pooled)]
    assert len(row.studies) == 4


def test_many_threads_read_and_decide_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    with open_desk(str(tmp_path / "l.sqlite")) as desk:
        identity = brought(desk)
        targets = [item.target for item in findings_view(desk, "Ada", identity).items]

        def work(number: int) -> list[int]:
            made = []
            for turn in range(6):
                target = targets[(number + turn) % len(targets)]
                made.append(decide(desk, f"person {number}", "accept" if turn % 2 else "ignore", target, at=AT, why="to see").number)
                assert len(findings_view(desk, f"person {number}", identity).items) == len(targets)
                assert page_view(desk, "", identity).path == "sent:zinc.md"
                topic_view(desk, "", "")
                search(desk, "zinc")
            made.append(undo(desk, f"person {number}", made[-1], at=AT).number)
            return made

        with ThreadPoolExecutor(8) as crowd:
            made = [number for numbers in crowd.map(work, range(8)) for number in numbers]
        assert sorted(made) == list(range(1, 57))
        assert [each.number for each in log(desk, "Ada")] == sorted(made)


def test_a_decision_whose_finding_is_read_no_more_is_kept_and_told(desk: Desk) -> None:
    identity = brought(desk)
    with desk.library() as library:
        # As other rules, that read the page differently, may have left it.
        gone = Target("finding", f"{identity[:16]}:twoarms:1-2")
        library.decide(Decision(0, AT, "Ada", "ignore", gone, Value(), "retracted", identity, "words"))
    ((held, why),) = findings_view(desk, "Ada", identity).troubles
    assert (held.target, held.why) == (gone, "retracted")
    assert why.startswith("What this was decided about is no longer read")
    assert len(pooled(desk).effects) == 3
