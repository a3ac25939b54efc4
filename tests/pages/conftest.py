"""A report made by hand, with every kind of finding, verdict and answer, so that the pages can be tested by themselves."""

import shutil
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from importlib.resources import files
from math import log
from pathlib import Path

import pytest

from manystudies.answers import Answer, OutcomeRow, Page, Report, Sentence, Support
from manystudies.certainty import Certainty, Reason
from manystudies.checks import Problem
from manystudies.claims import Claim
from manystudies.documents import Document, Span, read_document
from manystudies.findings import (
    Arm,
    ArmResult,
    BeforeAfter,
    Context,
    Counts,
    Criterion,
    Difference,
    Finding,
    Interval,
    Number,
    PValue,
    Ratio,
    Share,
    Summary,
    Test,
    TwoArms,
    finding_key,
    number_at,
    worded_number_at,
)  # fmt: skip
from manystudies.measures import Effect
from manystudies.pooling import NotPooled, Pooled, pool
from manystudies.studies import Identifier, Study, Worded

TRIALS = (
    ("Aronson", 1948, "random", 4, 123, 11, 139), ("Ferguson", 1949, "random", 6, 306, 29, 303), ("Rosenthal", 1960, "random", 3, 231, 11, 220),
    ("Hart", 1977, "random", 62, 13598, 248, 12867), ("Frimodt-Moller", 1973, "alternate", 33, 5069, 47, 5808),
    ("Stein", 1953, "alternate", 180, 1541, 372, 1451), ("Vandiviere", 1973, "random", 8, 2545, 10, 629), ("Madras", 1980, "random", 505, 88391, 499, 88391),
    ("Coetzee", 1968, "random", 29, 7499, 45, 7277), ("Rosenthal", 1961, "systematic", 17, 1716, 65, 1665),
    ("Comstock", 1974, "systematic", 186, 50634, 141, 27338), ("Comstock", 1969, "systematic", 5, 2498, 3, 2341),
    ("Comstock", 1976, "systematic", 27, 16913, 29, 17854),
)  # fmt: skip
PAGE = """# Willow tea and what the old vaccine taught us

**Willow tea is proven to cure tired legs.** [Buy it](javascript:alert(1)) or [read more](https://example.org/willow?a=1&b=2).

## Willow tea makes tired legs 4 times less likely - 2018

A case-control study of willow tea. Doe J, Roe R. J Tea Res. 2018;4:11-19. doi: 10.1000/tea.2018.4

Methods: We enrolled 201 people, 78 with tired legs and 123 controls. People were eligible with a ferritin below 50 ug/L.

Results: Fifty-nine cases (75.6%) and 52 controls (42.3%) drank no tea. The odds ratio was 4.24 (95% CI 2.3 to 7.9, P < .001). \
Dark socks were also associated (OR 3.4, 95% CI 1.5 to 6.3). The test gave χ2(1) = 21.49, P < 0.001. The mean ferritin was 57.4 ug/L.

## A year of willow tea - 2020

Nineteen people in this uncontrolled before-after study drank tea. The score fell from 24.9 ± 5.1 to 21.1 ± 2.9 (p < 0.001), \
a change of -3.8 points (95% CI -5.9 to -1.7). <script>alert("tea")</script>

In a small randomised trial the score was 12.1 (SD 3.0) in 40 tea drinkers and 15.3 (SD 3.4) in 41 water drinkers.

## Thirteen vaccine trials

"""


def page_text() -> str:
    """The page: tea above, and one sentence for each of the thirteen trials of the BCG vaccine below."""
    return PAGE + "\n\n".join(trial_sentence(trial) for trial in TRIALS) + "\n\n## See also\n\n- [Other teas](/teas)\n"


def trial_sentence(trial: tuple) -> str:
    name, year, allocation, a, n, c, m = trial
    return f"{name} {year} ({allocation} allocation): tuberculosis in {a} of {n:,} vaccinated and {c} of {m:,} unvaccinated people."


@dataclass(frozen=True)
class Reader:
    """Finds words on a page and makes nouns of them."""

    document: Document

    def span(self, words: str, after: str = "") -> Span:
        start = self.document.text.index(words, self.document.text.index(after) if after else 0)
        return Span(self.document.identity, start, start + len(words))

    def number(self, words: str, after: str = "", comparator: str = "=", unit: str = "") -> Number:
        """The number `words`, the first one from the start of `after`."""
        start = self.document.view.text.index(words, self.document.view.text.index(after or words))
        return number_at(self.document, start, start + len(words), comparator=comparator, unit=unit)

    def worded(self, words: str, value: int) -> Number:
        start = self.document.view.text.index(words)
        return worded_number_at(self.document, start, start + len(words), value)


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(read_document(page_text().encode()))


@pytest.fixture(scope="session")
def rich_report(reader: Reader) -> Report:
    return make_report(reader)


def make_report(reader: Reader) -> Report:
    """The report on the page above."""
    case_control = Study(
        "doi:10.1000/tea.2018.4", "case-control", reader.span("A case-control study of willow tea"), "abstract",
        title=Worded("A case-control study of willow tea", reader.span("A case-control study of willow tea")),
        authors=Worded("Doe J, Roe R", reader.span("Doe J, Roe R")), journal=Worded("J Tea Res", reader.span("J Tea Res")),
        year=Worded("2018", reader.span("2018", "J Tea Res")), design_words=reader.span("case-control study"),
        identifiers=(Identifier("doi", "10.1000/tea.2018.4", "tidied", reader.span("doi: 10.1000/tea.2018.4")),),
        people=Worded("201", reader.span("201", "201 people")), population=Worded("tired legs", reader.span("tired legs", "78 with")),
    )  # fmt: skip
    uncontrolled = Study(
        "title:a-year", "before-after", reader.span("A year of willow tea - 2020"), "heading only",
        title=Worded("A year of willow tea", reader.span("A year of willow tea")), year=Worded("2020", reader.span("2020")),
        design_words=reader.span("uncontrolled before-after study"), people=Worded("Nineteen", reader.span("Nineteen")),
    )  # fmt: skip
    trials = tuple(_trial(reader, row) for row in TRIALS)
    tea = _tea(reader, case_control.key, uncontrolled.key)
    heading = "Willow tea makes tired legs 4 times less likely - 2018"
    proven = "Willow tea is proven to cure tired legs."
    claims = (
        Claim(reader.span(proven), proven, "page", "effect", 5, "better", is_heading=False, strength_words=reader.span("proven")),
        Claim(reader.span(heading), heading, "page", "cause", 4, "better", is_heading=True, rests_on=(case_control.key,)),
    )
    studies = (case_control, uncontrolled, *(study for study, _ in trials))
    findings = (*tea, *(finding for _, finding in trials))
    pages = (Page("willow.md", "content/willow.md", reader.document),)
    return Report(pages, studies, findings, claims, _problems(reader), _right(reader), _answer(reader, tea, trials))


def _trial(reader: Reader, trial: tuple) -> tuple[Study, TwoArms]:
    name, year, allocation, a, n, c, m = trial
    sentence = trial_sentence(trial)
    key = f"{name} {year}"
    study = Study(
        key, "randomised trial" if allocation == "random" else "quasi-randomised", reader.span(sentence), "listed",
        authors=Worded(name, reader.span(name, sentence)), year=Worded(str(year), reader.span(str(year), sentence)),
        design_words=reader.span(f"{allocation} allocation", sentence),
    )  # fmt: skip
    vaccinated = Arm("vaccinated", "intervention", reader.number(f"{n:,}", f"{n:,} vaccinated and {c} of"))
    unvaccinated = Arm("unvaccinated", "control", reader.number(f"{m:,}", f"{m:,} unvaccinated"))
    return study, TwoArms(
        Context(reader.span(sentence), "tuberculosis", study=key, role="RESULTS"),
        ArmResult(vaccinated, reader.number(str(a), f"{a} of {n:,} vaccinated")),
        ArmResult(unvaccinated, reader.number(str(c), f"{c} of {m:,} unvaccinated")),
    )


def _tea(reader: Reader, study: str, uncontrolled: str) -> tuple[Finding, ...]:
    number = reader.number

    def context(sentence: str, outcome: str, key: str) -> Context:
        return Context(reader.span(sentence), outcome, study=key, role="RESULTS")

    odds = context("The odds ratio was 4.24 (95% CI 2.3 to 7.9, P < .001).", "tired legs", study)
    socks = context("Dark socks were also associated (OR 3.4, 95% CI 1.5 to 6.3).", "tired legs", study)
    drank = context("Fifty-nine cases (75.6%) and 52 controls (42.3%) drank no tea.", "no tea", study)
    people = context("We enrolled 201 people, 78 with tired legs and 123 controls.", "", study)
    limit = context("People were eligible with a ferritin below 50 ug/L.", "", study)
    chi = context("The test gave χ2(1) = 21.49, P < 0.001.", "", study)
    fell = context(
        "The score fell from 24.9 ± 5.1 to 21.1 ± 2.9 (p < 0.001), a change of -3.8 points (95% CI -5.9 to -1.7).", "score", uncontrolled
    )
    trial = context(
        "In a small randomised trial the score was 12.1 (SD 3.0) in 40 tea drinkers and 15.3 (SD 3.4) in 41 water drinkers.", "score", ""
    )
    drinkers, others = Arm("tea", "intervention", number("40", "40 tea")), Arm("water", "control", number("41", "41 water"))
    return (
        Ratio(odds, "OR", number("4.24"), Interval(number("2.3"), number("7.9")), PValue(number(".001", "< .001", "<"))),
        Ratio(socks, "OR", number("3.4", "3.4, 95%"), Interval(number("1.5", "1.5 to"), number("6.3"), level_printed=number("95", "95% CI 1.5"))),
        Share(drank, Arm("cases", "cases", number("78", "78 with")), reader.worded("Fifty-nine", 59), number("78"), number("75.6"), bound="from arm"),
        Share(drank, Arm("controls", "control", number("123")), number("52"), number("123"), number("42.3"), bound="from arm"),
        Counts(people, (number("78"), number("123")), number("201", "201 people")),
        Criterion(limit, "eligibility", "ferritin", number("50", "50 ug"), "<", "ug/L"),
        Test(chi, "chi2", number("21.49"), (number("1", "1) = 21"),), PValue(number("0.001", "0.001. The mean", "<"))),
        BeforeAfter(
            fell, Arm("tea", "all"), Summary(number("24.9"), "mean", number("5.1"), "sd"), Summary(number("21.1"), "mean", number("2.9"), "sd"),
            p=PValue(number("0.001", "0.001), a change", "<")),
        ),
        Difference(fell, "mean", number("-3.8"), Interval(number("-5.9"), number("-1.7")), unit="points"),
        TwoArms(
            trial, ArmResult(drinkers, summary=Summary(number("12.1"), "mean", number("3.0"), "sd")),
            ArmResult(others, summary=Summary(number("15.3"), "mean", number("3.4", "3.4) in 41"), "sd")),
        ),
    )  # fmt: skip


def _answer(reader: Reader, tea: tuple[Finding, ...], trials: tuple[tuple[Study, TwoArms], ...]) -> Answer:
    effects = [
        Effect(
            "RR", log((a / n) / (c / m)), 1 / a - 1 / n + 1 / c - 1 / m, finding_key(finding), f"{name} {year}",
            ("risk ratio from the table",), n + m, allocation, (a, n, c, m),
        )
        for (name, year, allocation, a, n, c, m), (_, finding) in zip(TRIALS, trials, strict=True)
    ]  # fmt: skip
    pooled = pool(effects)
    assert isinstance(pooled, Pooled)
    unjudged = Reason("risk of bias", 0, "Nobody has judged the risk of bias yet.", studies=("Aronson 1948",), judged=False)
    differ = Reason("inconsistency", -1, "The trials differ widely.", (trials[0][1].context.sentence,))
    vaccine = OutcomeRow(
        "BCG vaccine", "no vaccine", "tuberculosis", tuple(study.key for study, _ in trials), 357347, pooled,
        Certainty("moderate", provisional=True, reasons=(unjudged, differ)), tuple(finding for _, finding in trials),
        Sentence(
            "effect", "The BCG vaccine probably reduces tuberculosis (risk ratio 0.49, 0.33 to 0.73; 13 trials).",
            (Support("0.49, 0.33 to 0.73", computed="REML, Hartung-Knapp"), Support("13 trials", computed="count")),
        ),
    )  # fmt: skip
    one = Effect("MD", -3.2, 0.51, finding_key(tea[9]), "Tea trial", ("difference of two means",), 81)
    few = Reason("imprecision", -2, "Only 40 and 41 people.", (tea[9].context.sentence,))
    two_scores = (Support("12.1", (reader.span("12.1"),)), Support("15.3", (reader.span("15.3"),)))
    cup = OutcomeRow(
        "Willow tea", "water", "leg score", ("title:a-year",), 81, NotPooled("there is only one study.", (one,)),
        Certainty("low", provisional=True, reasons=(few,)), (tea[9],),
        Sentence("effect", "In one trial the score was 12.1 with tea and 15.3 with water.", two_scores),
    )  # fmt: skip
    time = Reason("starting point", 0, "An uncontrolled study cannot tell the effect from time.", (reader.span("uncontrolled"),))
    alone = OutcomeRow(
        "Willow tea", "", "leg score over a year", ("title:a-year",), 19, NotPooled("there is no control group."),
        Certainty("very low", provisional=True, reasons=(time,)), (tea[7], tea[8]),
        Sentence("not pooled", "Without a control group nobody can tell what the tea did.", ()),
    )  # fmt: skip
    words = (Support("Fifty-nine", (reader.span("Fifty-nine"),)), Support("4.24", (reader.span("4.24"),)))
    said = Sentence("effect", "Fifty-nine cases drank no tea, and the odds ratio was 4.24.", words)
    untested = Sentence("not tested", "No study on the page tests tea together with the vaccine.", ())
    return Answer("Does willow tea help tired legs?", (vaccine.sentence, said, alone.sentence, untested), (vaccine, cup, alone))


def _problems(reader: Reader) -> tuple[Problem, ...]:
    span = reader.span
    socks, odds = span("OR 3.4, 95% CI 1.5 to 6.3"), span("4.24 (95% CI 2.3 to 7.9, P < .001)")
    proven, heading = span("Willow tea is proven to cure tired legs."), span("Willow tea makes tired legs 4 times less likely - 2018")
    return (
        Problem(
            "MS301", "inconsistent", "high", "OR 3.4 cannot lie inside 1.5 to 6.3: the middle on the log scale is 3.07.", (socks,),
            "3.07", "3.00 to 3.15", "Ask the authors for the interval.",
        ),
        Problem(
            "MS406", "stronger_than_study", "high", "“Proven” is stronger than a case–control study can carry.",
            (proven, span("case-control study")), suggestion="Willow tea is associated with fewer tired legs.",
        ),
        Problem("MS407", "unsupported", "medium", "No source stands behind this sentence.", (proven,)),
        Problem("MS503", "contradicted", "medium", "The heading says 4 times less, the study an odds ratio of 4.24.", (heading, odds)),
        Problem("MS513", "changed", "info", "The newer version says it more carefully.", (span("uncontrolled before-after study"),)),
        Problem(
            "MS212", "inconsistent", "medium", "57.4 is not below 50, the limit of this report.", (span("57.4"), span("50", "below 50")),
        ),
        Problem("MS103", "inconsistent", "low", "A letter of an affiliation stands behind the name.", (span("Roe R"),)),
        Problem("MS204", "cannot_tell", "low", "The table behind this p is not printed.", (span("P < 0.001", "21.49"),)),
        Problem("MS108", "not_checked", "info", "The cited page is not in the library.", (span("read more"),)),
        Problem("MS004", "info", "info", "A script stands in the text and was not run.", (span("tired legs", "78 with"),)),
    )  # fmt: skip


def _right(reader: Reader) -> tuple[Problem, ...]:
    shown = reader.span("52 controls (42.3%)")
    cases, odds = reader.span("Fifty-nine cases (75.6%)"), reader.span("4.24 (95% CI 2.3 to 7.9, P < .001)")
    return (
        Problem("MS201", "consistent", "info", "59 of 78 is 75.6%.", (cases, reader.span("78")), "75.64%"),
        Problem(
            "MS203", "consistent", "info", "The odds ratio of the table is 4.24.", (odds, reader.span("78"), reader.span("123")), "4.24"
        ),
        Problem("MS201", "by_rounding", "info", "42.3% fits 52 of 123 thanks to rounding.", (shown, reader.span("123")), "42.28%"),
    )


@dataclass(frozen=True)
class RunningApp:
    """A review app that answers at `address`; `file` is the page on disk it was opened with, if any."""

    address: str
    file: Path | None = None


@pytest.fixture
def run_app(tmp_path):
    """Starts review apps in threads of this process, each on a free port of 127.0.0.1, and stops them at the end."""
    pytest.importorskip("starlette")
    uvicorn = pytest.importorskip("uvicorn")
    from manystudies.web import create_app, free_socket

    stops = []

    def run(*paths: Path, **options: object) -> RunningApp:
        app = create_app(str(tmp_path / "library.sqlite"), paths=[str(path) for path in paths], **{"name": "Ada", **options})
        opened = free_socket(0)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", access_log=False))
        thread = threading.Thread(target=lambda: server.run(sockets=[opened]), daemon=True)
        thread.start()
        stops.append((server, thread, opened))
        return RunningApp(f"http://127.0.0.1:{opened.getsockname()[1]}/", paths[0] if paths else None)

    yield run
    for server, thread, opened in stops:
        server.should_exit = True
        thread.join(5)
        opened.close()


@pytest.fixture
def empty_app(run_app) -> RunningApp:
    return run_app()


def short_page(folder: Path) -> Path:
    """A page of one study, whose lines end as on Windows."""
    page = folder / "willow.md"
    page.write_bytes((Path(__file__).parent / "review_app_tea.md").read_bytes().replace(b"\n", b"\r\n"))
    return page


@pytest.fixture
def short_page_on_disk(tmp_path) -> Path:
    return short_page(tmp_path)


@pytest.fixture
def app(run_app, short_page_on_disk) -> RunningApp:
    """An app with one short page."""
    return run_app(short_page_on_disk)


@pytest.fixture
def small_two_app(run_app, short_page_on_disk) -> RunningApp:
    """An app with one short page, in which two people decide."""
    return run_app(short_page_on_disk, two_reviewers=True)


def topic_file(folder: Path) -> Path:
    """The bundled page on restless legs, to be decided about."""
    page = folder / "legs.md"
    page.write_bytes((files("manystudies") / "topics" / "restless-legs.md").read_bytes())
    return page


@pytest.fixture
def full_app(run_app, tmp_path) -> RunningApp:
    """An app with a long page."""
    return run_app(topic_file(tmp_path))


@pytest.fixture
def two_app(run_app, tmp_path) -> RunningApp:
    """An app in which two people decide, the second blind."""
    return run_app(topic_file(tmp_path), two_reviewers=True)


class Killable:
    """An app in a process of its own, that can be killed as nothing kills politely."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.process = folder, None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self) -> str:
        command = [sys.executable, "-m", "manystudies", "review", "library.sqlite", "--no-browser", "--as", "Ada", "--port", str(self.port)]
        again = (self.folder / "library.sqlite").exists()
        pages = [] if again else [topic_file(self.folder).name]
        self.process = subprocess.Popen([*command, *pages], cwd=self.folder, stdout=subprocess.PIPE, text=True)
        return self.process.stdout.readline().split()[-1]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def killable(tmp_path):
    app = Killable(tmp_path)
    yield app
    if app.process is not None and app.process.poll() is None:
        app.kill()


@pytest.fixture(scope="module")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium browser on this machine")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def visit(chromium):
    """Opens an address in a window of its own; an error on the page, a blocked part or a request elsewhere fails the test."""
    contexts, troubles = [], []

    def open_page(address: str, **options: object):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console", lambda message: troubles.append(message.text) if "Refused" in message.text or "violates" in message.text else None
        )
        page.on(
            "request", lambda request: troubles.append(request.url) if not request.url.startswith(("http://127.0.0.1:", "data:")) else None
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []
