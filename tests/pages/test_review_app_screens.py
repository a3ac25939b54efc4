"""Every screen of the review app: accessible, light, still, readable without scripts, from a phone to print."""

from importlib.resources import files

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

pytestmark = pytest.mark.browser

SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const each of list.getEntries()) sum += each.value; }).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 60);
})"""
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter(each => each.getBoundingClientRect().right > innerWidth && !each.closest('nav')).map(each => each.outerHTML.slice(0, 100))"""
SMALL = """() => [...document.querySelectorAll('main button, .mast button, .mast summary')].filter(each => each.getClientRects().length)
  .map(each => [each.textContent.trim(), each.getBoundingClientRect()]).filter(([, box]) => box.height < 24 || box.width < 24).map(([name]) => name)"""


@pytest.fixture(scope="module")
def axe() -> str:
    pytest.importorskip("axe_playwright_python")
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def screens(address: str, page) -> dict[str, str]:
    """The address of every screen, found as a person finds it."""
    page.goto(f"{address}pages")
    check = page.locator("tbody th a").first.get_attribute("href")
    page.goto(f"{address}topic")
    study = page.locator("a[href^='/study/']").first.get_attribute("href")
    identity = check.rsplit("/", 1)[-1]
    found = {
        "import": "import", "topic": "topic", "pages": "pages", "page": check[1:], "study": study[1:], "findings": f"findings?page={identity}",
        "revisions": f"revisions/{identity}", "combinations": "combinations", "untested": "untested", "agreement": "agreement",
        "decisions": "decisions", "search": "search?words=iron", "rule": "rule/MS406", "nothing": "nowhere",
    }  # fmt: skip
    return {name: address + path for name, path in found.items()}


DARK = {"findings", "page", "topic"}
"""Screens on which every colour of the house is met: axe looks at these in the dark, too."""


def test_axe_finds_no_violation_on_any_screen(small_two_app, visit, axe):
    page = visit(small_two_app.address)
    for name, address in screens(small_two_app.address, page).items():
        page.goto(address)
        if name in {"page", "findings"}:
            page.locator("[data-item] button[data-key=x]").first.click()
        page.evaluate(axe)
        for scheme in ("light", "dark") if name in DARK else ("light",):
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
            assert [(each["id"], each["nodes"][0]["html"][:200], each["nodes"][0].get("failureSummary")) for each in found] == [], (
                name,
                scheme,
            )
        page.emulate_media(color_scheme="light")


def test_the_first_page_is_light(full_app, visit):
    page = visit(f"{full_app.address}import")
    for path in ("import", "topic"):
        context = page.context.browser.new_context()
        fresh, sizes = context.new_page(), []
        fresh.on("response", lambda answer, sizes=sizes: sizes.append(answer.request.sizes()["responseBodySize"]))
        fresh.goto(full_app.address + path, wait_until="networkidle")
        context.close()
        assert 0 < sum(sizes) < 150_000, (path, sum(sizes))


def test_no_screen_scrolls_sideways_or_moves_while_it_loads(two_app, visit):
    page = visit(two_app.address)
    for name, address in screens(two_app.address, page).items():
        page.goto(address)
        assert page.evaluate(SHIFTS) < 0.01, name
        for width in (320, 375, 768, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate(WIDE)
            assert wide == [], (name, width)
        page.set_viewport_size({"width": 1280, "height": 900})


def test_on_a_phone_the_words_stay_in_sight_while_a_number_is_looked_at(full_app, visit):
    page = visit(f"{full_app.address}findings", viewport={"width": 375, "height": 812}, has_touch=True, is_mobile=True)
    field = page.locator("[data-cell][data-lights]").nth(12)
    field.scroll_into_view_if_needed()
    field.focus()
    words = page.locator(".source b.lit").bounding_box()
    cell = field.bounding_box()
    assert 0 <= words["y"] < 812
    assert words["y"] + words["height"] < cell["y"]
    assert page.evaluate(SMALL) == []


def test_without_scripts_everything_can_be_read_and_decided(full_app, visit):
    page = visit(full_app.address, java_script_enabled=False)
    for name, address in screens(full_app.address, page).items():
        page.goto(address)
        assert page.locator("h1").count() == 1, name
    page.goto(f"{full_app.address}findings")
    page.get_by_role("button", name="Accept").first.click()
    page.wait_for_load_state()
    assert page.locator("[data-open=no]").count() == 1
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_load_state()
    assert page.locator("[data-open=no]").count() == 0


def test_print_shows_the_answer_and_no_buttons(full_app, visit):
    page = visit(f"{full_app.address}topic")
    page.emulate_media(media="print")
    assert not page.locator(".mast").is_visible()
    assert page.locator("table.sof").is_visible()
    page.goto(f"{full_app.address}findings")
    page.emulate_media(media="print")
    assert not page.locator("button[data-key=a]").first.is_visible()
    assert page.locator("[data-cell]").first.is_visible()
    assert page.pdf()[:5] == b"%PDF-"


def test_every_control_has_a_name_and_the_keyboard_reaches_it(full_app, visit):
    page = visit(f"{full_app.address}findings")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    seen = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
    assert {"/topic", "/import", "INPUT", "SUMMARY"} <= seen


def test_searching_while_typing_shows_what_was_found(full_app, visit):
    page = visit(f"{full_app.address}topic")
    page.keyboard.press("/")
    page.keyboard.type("restless")
    page.wait_for_selector("#found .hits a")
    page.keyboard.press("Escape")
    assert page.locator("#found .hits").count() == 0


def test_the_sums_follow_the_typing(full_app, visit):
    page = visit(f"{full_app.address}findings")
    found = page.locator("[data-item]", has=page.locator(".sum.right")).first.get_attribute("id")
    item = page.locator(f"[id='{found}']")
    field = item.locator("[data-cell]").first
    field.fill("9999")
    page.wait_for_selector(f"[id='{found}'] .sum.right", state="detached")
    page.keyboard.press("Escape")
    item.locator(".sum.right").first.wait_for()
