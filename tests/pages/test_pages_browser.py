"""The report in a real browser: every number is what it says, opens its sentence, and nothing asks the network for anything."""

import re
import shutil

import pytest

from manystudies.pages import report_html

pytestmark = pytest.mark.browser

UNCARRIED = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const holder = node.parentElement;
    if (/\\d/.test(node.data) && !holder.closest('title,style,[data-start],[data-from],.k,.ref')) found.push(node.data.trim());
  }
  return found;
}"""
PRINTED = """() => [...document.querySelectorAll('[data-start]')].map(each => ({
  text: each.textContent, doc: each.dataset.doc, start: +each.dataset.start, end: +each.dataset.end,
  href: each.getAttribute('href'), kind: each.getAttribute('class') || '',
}))"""
OPENED = """(hrefs) => hrefs.map(href => {
  location.hash = href;
  const target = document.getElementById(href.slice(1)), sentence = target && target.closest('.s');
  const shown = sentence && getComputedStyle(sentence).backgroundColor;
  return {href, text: target && target.textContent, sentence: sentence && sentence.textContent, lit: shown && shown !== 'rgba(0, 0, 0, 0)'};
})"""
COMPUTED = """() => [...document.querySelectorAll('[data-from]')].map(each => {
  const list = document.getElementById(each.dataset.from);
  return {from: each.dataset.from, text: each.textContent, holds: list ? list.querySelectorAll('[data-start]').length : -1};
})"""


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no Chromium browser on this machine")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def view(browser, tmp_path):
    """Opens a page given as text; any request but for the file itself fails the test."""
    contexts = []

    def show(html: str, **options: object):
        file = tmp_path / "report.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.requests = []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("dialog", lambda dialog: page.requests.append(f"dialog {dialog.message}"))
        page.goto(file.as_uri())
        assert page.requests == [file.as_uri()]
        return page

    yield show
    for context in contexts:
        context.close()


def plain(text: str) -> str:
    """A number's words as compared: signs and markup set aside."""
    return re.sub(r"<[^>]*>|[*_\\]", "", text).replace("\N{MINUS SIGN}", "-").strip()


def test_every_number_stands_in_an_element_that_names_where_it_comes_from(view, rich_report):
    assert view(report_html(rich_report)).evaluate(UNCARRIED) == []


def test_the_text_at_every_named_span_is_that_number(view, rich_report):
    text = rich_report.pages[0].document.text
    seen = [each for each in view(report_html(rich_report)).evaluate(PRINTED) if each["kind"] != "w"]
    assert len(seen) > 300
    for each in seen:
        at_span = plain(text[each["start"] : each["end"]])
        assert plain(each["text"]) == at_span or at_span.lower() in {"fifty-nine", "nineteen"}


def test_every_number_opens_its_sentence_highlighted(view, rich_report):
    page = view(report_html(rich_report))
    links = [each for each in page.evaluate(PRINTED) if each["href"]]
    hrefs = list(dict.fromkeys(each["href"] for each in links))
    for each in page.evaluate(OPENED, hrefs):
        assert each["text"] is not None, each
        assert each["sentence"], each
        assert each["lit"], each
        assert each["text"] in each["sentence"]


def test_a_click_on_a_number_shows_its_sentence_on_the_screen(view, rich_report):
    page = view(report_html(rich_report))
    page.locator("#answer a.n", has_text="4.24").first.click()
    sentence = page.locator(".s:has(:target)")
    assert sentence.count() == 1
    assert sentence.inner_text().startswith("The odds ratio was 4.24")
    box = sentence.bounding_box()
    assert 0 <= box["y"] < 900


def test_a_mark_in_the_plot_opens_the_numbers_that_went_into_it(view, rich_report):
    page = view(report_html(rich_report))
    page.locator(".wide a.mark.square").first.click()
    assert page.locator("tr:target").inner_text().startswith("Aronson")


def test_every_computed_number_opens_a_list_of_printed_ones(view, rich_report):
    for each in view(report_html(rich_report)).evaluate(COMPUTED):
        assert each["holds"] > 0, each


def test_nothing_scrolls_sideways_on_a_phone(view, rich_report):
    page = view(report_html(rich_report), viewport={"width": 375, "height": 812})
    assert page.evaluate("document.documentElement.scrollWidth") == 375


def test_the_report_reads_the_same_without_scripts(view, rich_report):
    page = view(report_html(rich_report), java_script_enabled=False)
    assert page.locator("h2").count() == 5
    page.locator("#answer a.n").first.click()
    assert page.locator(".s:has(:target)").count() == 1


def test_the_keyboard_reaches_the_links_in_order_and_shows_where_it_is(view, rich_report):
    page = view(report_html(rich_report))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(8):
        page.keyboard.press("Tab")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"
