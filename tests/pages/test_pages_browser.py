"""The report in a real browser: every number is what it says, opens its sentence, and nothing asks the network for anything."""

import re
import shutil

import pytest

from manystudies.answers import Answer, Page, Report
from manystudies.checks import Problem
from manystudies.documents import Span, read_document
from manystudies.pages import report_html
from manystudies.review import page_of_bytes, review, topic_pages

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
BROKEN = """() => [...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href')).filter(h => !document.getElementById(h.slice(1)))"""
TWICE = """() => {
  const seen = new Set();
  return [...document.querySelectorAll('[id]')].map(each => each.id).filter(id => seen.size === seen.add(id).size);
}"""
CONTRAST = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4).reduce((s, c, i) => s + c * [.2126, .7152, .0722][i], 0);
  const behind = each => { for (; each; each = each.parentElement) { const c = parts(getComputedStyle(each).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const found = new Set(), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    const holder = node.parentElement, style = getComputedStyle(holder), svg = holder.closest('svg');
    if (!node.data.trim() || !holder.getClientRects().length || holder.closest('title,style')) continue;
    const front = light(parts(svg ? style.fill : style.color)), back = light(behind(svg ? svg.parentElement : holder));
    const ratio = (Math.max(front, back) + .05) / (Math.min(front, back) + .05);
    if (ratio < 4.5) found.add(holder.tagName + '.' + holder.getAttribute('class') + ' ' + ratio.toFixed(2));
  }
  return [...found];
}"""
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


@pytest.fixture(scope="module", params=["handmade", "bcg-tuberculosis.md", "restless-legs.md", "seed 000", "seed 003", "both seeds"])
def report(request, rich_report) -> Report:
    """Every kind of report: the one made by hand, the bundled topics, and the seed pages where they are at hand."""
    if request.param == "handmade":
        return rich_report
    if not request.param.endswith("s") and not request.param.startswith("seed"):
        return review([page for page in topic_pages() if page.name == request.param])
    seeds = request.getfixturevalue("seeds")
    wanted = "" if request.param == "both seeds" else request.param.split()[1]
    return review([page_of_bytes(name, data) for name, data in seeds.items() if name.startswith(wanted)])


@pytest.fixture(scope="module")
def html(report) -> str:
    return report_html(report)


def plain(text: str) -> str:
    """A number's words as compared: signs and markup set aside."""
    return re.sub(r"<[^>]*>|[*_\\]", "", text).replace("\N{MINUS SIGN}", "-").strip()


def shown(document, start: int, end: int) -> str:
    """What a reader sees at source offsets: a character that mojibake or an entity hides is not what was typed."""
    return document.words(Span(document.identity, start, end)) or document.text[start:end]


def test_every_number_stands_in_an_element_that_names_where_it_comes_from(view, html):
    assert view(html).evaluate(UNCARRIED) == []


def test_the_text_at_every_named_span_is_that_number(view, report, html):
    seen = [each for each in view(html).evaluate(PRINTED) if each["kind"] != "w"]
    assert len(seen) > 40
    for each in seen:
        document = report.pages[int(each["doc"]) - 1].document
        at_span = plain(document.text[each["start"] : each["end"]])
        words = plain(shown(document, each["start"], each["end"]))
        assert plain(each["text"]) in {at_span, words} or (at_span.isalpha() or ("-" in at_span and not any(map(str.isdigit, at_span)))), (
            each
        )


def test_every_number_opens_its_sentence_highlighted(view, html):
    page = view(html)
    links = [each for each in page.evaluate(PRINTED) if each["href"]]
    hrefs = list(dict.fromkeys(each["href"] for each in links))
    texts = {each["href"]: each["text"] for each in links if each["kind"] == "n"}
    for each in page.evaluate(OPENED, hrefs):
        assert each["text"] is not None, each
        assert each["sentence"], each
        assert each["lit"], each
        assert each["text"] in each["sentence"]
        if each["href"] in texts:
            assert plain(each["text"]) == plain(texts[each["href"]]) or not any(map(str.isdigit, each["text"])), each


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


def test_every_computed_number_opens_a_list_of_printed_ones(view, html):
    for each in view(html).evaluate(COMPUTED):
        assert each["holds"] > 0, each


def test_every_link_inside_the_report_leads_somewhere(view, html):
    assert view(html).evaluate(BROKEN) == []


def test_no_id_is_given_twice(view, html):
    assert view(html).evaluate(TWICE) == []


@pytest.mark.parametrize("width", [320, 375, 700, 1280])
def test_nothing_scrolls_sideways(view, html, width):
    page = view(html, viewport={"width": width, "height": 812})
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_all_text_has_the_contrast_that_wcag_asks_for(view, html, scheme):
    assert view(html, color_scheme=scheme).evaluate(CONTRAST) == []


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


def test_what_is_said_of_the_front_matter_is_marked_there(view):
    text = '---\ntitle: "Tea cures 9 of 10 legs"\ndate: 2024-05-01\n---\n\n# Tea\n\nTea is tea, 3 times.\n'
    document = read_document(text.encode())
    title = Span(document.identity, text.index("Tea cures"), text.index('legs"') + 4)
    problem = Problem("MS407", "unsupported", "high", "No source says 9 of 10.", (title,))
    report = Report(
        (Page("tea.md", "tea.md", document), Page("copy.md", "copy.md", document)), (), (), (), (problem,), (), Answer("", (), ())
    )
    page = view(report_html(report))
    assert page.locator("details[open] mark.unsupported").inner_text() == "Tea cures 9 of 10 legs"
    page.locator(".card a.n", has_text="9").first.click()
    assert page.locator(".front b:target").inner_text() == "9"
    assert page.locator(".front .s:has(:target)").count() == 1
    assert page.evaluate(BROKEN) == []
    assert page.evaluate(TWICE) == []
