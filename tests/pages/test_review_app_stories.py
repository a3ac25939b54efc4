"""The review app in a real browser: the days of its users, told from beginning to end."""

import re
from pathlib import Path

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

pytestmark = pytest.mark.browser

TEA = (Path(__file__).parent / "review_app_tea.md").read_text("utf-8")

SECOND = """# A second trial of willow tea

Willow tea again: a randomised trial. Poe E, Loe A. J Tea Res. 2020;6:21-29. doi: 10.1000/tea.2020.6

Methods: In this double-blind randomised trial, 100 adults with restless legs took willow tea (n = 50) or placebo (n = 50) for 6 weeks.

Results: At 6 weeks the IRLS score had changed by -5.0 (SD 6.0) with willow tea and by -3.9 (SD 6.2) with placebo.
"""


def paste(page, address: str, text: str, name: str) -> None:
    page.goto(f"{address}import")
    page.fill("#text", text)
    page.fill("input[name=name]", name)
    page.get_by_role("button", name="Read the text").click()
    page.wait_for_selector("#read")


def test_a_first_look_at_a_pasted_page(empty_app, visit):
    app = empty_app
    page = visit(app.address)
    assert page.url.endswith("/import")
    paste(page, app.address, TEA, "tea.md")
    assert "1 study" in page.inner_text("#read")
    page.get_by_role("link", name="See the answer").click()
    assert "willow tea" in page.inner_text("#answer").lower()
    number = page.locator("#results table.in a.n").first
    words = number.inner_text()
    number.click()
    target = page.locator(":target")
    assert target.inner_text().replace("\N{MINUS SIGN}", "-") == words.replace("\N{MINUS SIGN}", "-")
    assert page.locator(".s:has(:target)").count() == 1


def test_files_are_dropped_and_one_that_cannot_be_read_is_told(empty_app, visit, tmp_path):
    page = visit(empty_app.address)
    (tmp_path / "tea.md").write_text(TEA, encoding="utf-8")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 99)
    page.set_input_files("#files", [tmp_path / "tea.md", tmp_path / "photo.png"])
    page.get_by_role("button", name="Read the files").click()
    page.wait_for_selector("#read")
    assert "1 study" in page.inner_text("#read")
    assert "photo.png" in page.inner_text("#read .refused")
    page.set_input_files("#files", [tmp_path / "tea.md"])
    page.get_by_role("button", name="Read the files").click()
    page.wait_for_selector("#read .note")
    assert "Already here" in page.inner_text("#read")


def test_a_study_is_added_and_the_pooled_number_moves(empty_app, visit):
    app = empty_app
    page = visit(app.address)
    paste(page, app.address, TEA, "tea.md")
    page.goto(f"{app.address}topic")
    before = page.inner_text("table.sof td[data-label=Effect]")
    page.get_by_role("button", name="I have looked").click()
    paste(page, app.address, SECOND, "second.md")
    page.goto(f"{app.address}topic")
    after = page.inner_text("table.sof td[data-label=Effect]")
    assert before != after
    assert "2 studies" in page.inner_text("table.sof")
    told = page.inner_text(".since")
    assert "Changed" in told
    assert "was:" in told
    assert "now:" in told
    page.get_by_role("button", name="I have looked").click()
    assert page.locator(".since").count() == 0


def test_a_headline_is_mended_and_saved_byte_for_byte(app, visit):
    page = visit(app.address)
    page.goto(f"{app.address}pages")
    page.get_by_role("link", name="Willow tea cures tired legs").click()
    before = app.file.read_bytes()
    card = page.locator(".card", has=page.get_by_role("button", name="Accept wording")).first
    card.get_by_role("button", name="Accept wording").click()
    page.wait_for_selector(".card.done")
    assert "Accepted by you" in page.inner_text(".card.done")
    assert "cures" in page.inner_text("mark.reworded")
    page.get_by_role("button", name="Save the page").click()
    page.wait_for_load_state()
    after = app.file.read_bytes()
    assert "saved" in page.inner_text("h1")
    assert after != before
    first, rest = before.split(b"\r\n", 1)
    new, same = after.split(b"\r\n", 1)
    assert same == rest
    assert b"cures" not in new
    assert first.startswith(b"# Willow")


def test_another_wording_and_a_reason_to_leave_it(app, visit):
    page = visit(f"{app.address}pages")
    page.get_by_role("link", name="Willow tea cures tired legs").click()
    card = page.locator(".card[data-open=yes]").first
    anchor = card.get_attribute("id")
    card.get_by_role("button", name="Ignore").click()
    page.keyboard.type("Quoted on purpose")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#{anchor}.done")
    assert "Quoted on purpose" in page.inner_text(f"#{anchor}")
    page.locator(f"#{anchor}").get_by_role("button", name="Undo").click()
    page.wait_for_selector(f"#{anchor}[data-open=yes]")
    page.locator(f"#{anchor}").get_by_role("button", name="Ignore").click()
    page.locator(f"#{anchor}-x").get_by_role("button", name="Ignore").click()
    page.wait_for_selector("#said .bad")
    assert "reason" in page.inner_text("#said")


def test_twenty_findings_by_keyboard_only(full_app, visit):
    page = visit(f"{full_app.address}findings")
    items = page.locator("[data-item]").count()
    assert items >= 20
    for number in range(20):
        page.keyboard.press("j" if number == 0 else "Shift")
        if number % 5 == 4:
            page.keyboard.press("x")
            page.keyboard.type("A misreading of the text")
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("a")
        page.wait_for_selector(f"#progress b:text-is('{number + 1}')")
        page.wait_for_selector("[data-open=yes]:focus")
    assert page.locator("[data-item][data-open=no]").count() == 20
    assert page.locator(".finding.out").count() == 4
    page.keyboard.press("u")
    page.wait_for_selector("#progress b:text-is('19')")
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 1


def test_a_cell_lights_its_words_and_words_become_a_number(app, visit):
    page = visit(f"{app.address}topic")
    page.get_by_role("link", name=re.compile("Review the findings")).first.click()
    field = page.locator("[data-cell]").first
    field.focus()
    lit = page.locator(".source b.lit")
    assert lit.count() == 1
    assert lit.inner_text() == field.input_value()
    name = field.get_attribute("data-cell")
    other = page.locator(".source b[data-start]", has_text="40").first
    item = page.locator("[data-item]", has=field).first.get_attribute("id")
    other.click()
    page.wait_for_selector(f"#{item} .corrected")
    assert page.locator(f"#{item} [data-cell='{name}']").input_value() == "40"


def test_words_selected_with_the_mouse_become_a_number(app, visit):
    page = visit(f"{app.address}topic")
    page.get_by_role("link", name=re.compile("Review the findings")).first.click()
    field = page.locator("[data-cell][data-lights]").first
    item = page.locator("[data-item]", has=field).first.get_attribute("id")
    name = field.get_attribute("data-cell")
    field.focus()
    page.evaluate("""() => {
      const run = [...document.querySelectorAll('[data-view]')].find(each => each.textContent.includes('Results:'));
      const number = [...run.querySelectorAll('b')].find(each => each.textContent === '-3.2'), range = document.createRange();
      range.setStart(number.previousSibling, number.previousSibling.length - 3);
      range.setEnd(number.firstChild, number.textContent.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""")
    page.get_by_role("button", name="Use it").click()
    page.wait_for_selector(f"#{item} .corrected")
    assert page.locator(f"#{item} [data-cell='{name}']").input_value() == "-3.2"


def test_two_windows_see_what_the_other_decided(app, visit):
    first, second = visit(f"{app.address}findings"), visit(f"{app.address}findings")
    first.keyboard.press("j")
    first.keyboard.press("a")
    first.wait_for_selector("[data-open=no]")
    second.reload()
    assert second.locator("[data-open=no]").count() == 1
    second.keyboard.press("u")
    second.wait_for_selector("[data-open=no]", state="detached")
    first.reload()
    assert first.locator("[data-open=no]").count() == 0


def test_two_reviewers_disagree_and_settle(two_app, visit):
    ada, ben = visit(f"{two_app.address}findings"), visit(f"{two_app.address}findings")
    for page, name in ((ada, "Ada"), (ben, "Ben")):
        page.locator(".me summary").click()
        page.fill(".drop input[name=who]", name)
        page.get_by_role("button", name="Decide under this name").click()
        page.wait_for_load_state()
    first = ada.locator("[data-item]").first.get_attribute("id")
    ada.locator(f"#{first}").get_by_role("button", name="Accept").click()
    ada.wait_for_selector(f"#{first}.done")
    ben.goto(f"{two_app.address}findings")
    assert "Ada" not in ben.inner_text("main")
    ben.locator(f"#{first}").get_by_role("button", name="Leave out").click()
    ben.keyboard.type("Not this outcome")
    ben.keyboard.press("Enter")
    ben.wait_for_selector(f"#{first}.done")
    ben.goto(f"{two_app.address}agreement")
    assert "Ada" in ben.inner_text(".dispute")
    ben.locator(".dispute input[type=radio]").first.check()
    ben.fill(".dispute input[name=why]", "Ada is right: it is the main outcome")
    ben.get_by_role("button", name="Settle").click()
    ben.wait_for_load_state()
    assert ben.locator(".dispute").count() == 0
    assert "main outcome" in ben.inner_text("main")


def test_a_kill_in_the_middle_loses_nothing(killable, visit):
    first = killable.start()
    page = visit(f"{first}findings")
    page.keyboard.press("j")
    for number in range(3):
        page.keyboard.press("a")
        page.wait_for_selector(f"#progress b:text-is('{number + 1}')")
    killable.kill()
    second = killable.start()
    page.goto(f"{second}findings")
    assert page.locator("[data-item][data-open=no]").count() == 3
    page.goto(f"{second}decisions")
    assert page.locator("tbody tr").count() == 3


def test_a_signature_stands_under_two_versions(app, visit):
    page = visit(app.address)
    paste(page, app.address, TEA.replace("cures", "may help"), "newer.md")
    page.goto(f"{app.address}pages")
    page.get_by_role("link", name="Willow tea may help tired legs").click()
    page.get_by_role("link", name=re.compile("Compare")).click()
    page.select_option("#other", label="Willow tea cures tired legs")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_load_state()
    assert "less" in page.inner_text(".sides")
    page.fill(".signing input[name=who]", "Cleo Editor")
    page.get_by_role("button", name="Sign off").click()
    page.wait_for_load_state()
    assert "Cleo Editor" in page.inner_text(".signed")


def test_a_finding_the_reader_missed_is_added_from_its_words(app, visit):
    page = visit(f"{app.address}topic")
    page.get_by_role("link", name=re.compile("Review the findings")).first.click()
    before = page.locator(".finding").count()
    page.get_by_text("Add a finding the reader missed").click()
    page.select_option("select[name=add]", "Share")
    page.get_by_role("button", name="Choose").click()
    page.wait_for_load_state()
    page.locator(".adding [data-cell=events]").click()
    page.locator(".source b", has_text=re.compile("^19$")).last.click()
    page.locator(".adding [data-cell=total]").click()
    page.locator(".source b", has_text=re.compile("^40$")).last.click()
    page.fill(".adding input[name='word.outcome']", "slept better")
    page.get_by_role("button", name="Add the finding").click()
    page.wait_for_load_state()
    assert page.locator(".finding").count() == before + 1
    assert "Slept better" in page.inner_text(".found")


def test_a_judgement_is_signed_and_moves_the_certainty(app, visit):
    page = visit(f"{app.address}topic")
    before = page.inner_text("table.sof td[data-label=Certainty]")
    page.locator(".judge summary").first.click()
    page.locator(".judge select[name=step]").first.select_option("-2")
    page.locator(".judge input[name=why]").first.fill("Nobody knew who was blinded")
    page.get_by_role("button", name="Sign the judgement").first.click()
    page.wait_for_load_state()
    assert page.inner_text("table.sof td[data-label=Certainty]") != before
    assert "Nobody knew who was blinded" in page.inner_text("#results")


def test_a_design_that_was_misread_is_corrected(app, visit):
    page = visit(f"{app.address}topic")
    page.get_by_role("link", name=re.compile("Review the findings")).first.click()
    page.get_by_text("Correct or judge this study").click()
    page.select_option(".judge select[name=words]", "cohort")
    page.locator(".judge button").first.click()
    page.wait_for_load_state()
    assert "cohort" in page.inner_text(".facts")


def test_words_typed_into_a_cell_must_stand_in_the_text(app, visit):
    page = visit(f"{app.address}topic")
    page.get_by_role("link", name=re.compile("Review the findings")).first.click()
    field = page.locator("[data-cell][data-lights]").first
    field.fill("123456")
    field.press("Enter")
    page.wait_for_selector("#said .bad")
    assert "does not stand in the text" in page.inner_text("#said")
