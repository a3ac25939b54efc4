"""Laws of the desk: pages saved back keep every other byte, and what the library keeps is what was read."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.decisions import Decision, Target, Value, arithmetic, carried, cells_of, state_of
from manystudies.desk import decide, import_paths, library_view, open_desk, page_view, save_page
from manystudies.desk.together import together
from manystudies.documents import read_document
from manystudies.review import check_pages, kept_reading, page_of_bytes
from manystudies.review.codec import reading_json

AT = "2026-11-22T10:00:00Z"
PIECES = (
    (
        "## Zinc cures colds - Feb 2020\n\nAble A. Zinc and colds. J Test. 2020. doi: 10.1000/test.9\n\nIn this cross-sectional study of 200 adults, "
        "zinc was associated with fewer colds (OR 0.5, 95% CI 0.3-0.9).\n\n"
    ),
    (
        "## Honey **cures** coughs\n\nBaker B. Honey. J Test. 2021. doi: 10.1000/test.10\n\nIn this cohort of 150 adults, honey was associated with "
        "fewer coughs (RR 0.6, 95% CI 0.4-0.95; p < 0.05).\n\n"
    ),
    "Of 78 people, fifty-nine (75.6 %) had a cold; the mean fell from 24.9 ± 5.1 to 21.1 ± 2.9 (p < 0.001).\n\n",
    "Größe: 12 µg — “quoted” naïve text, ½ of it.\n\n",
    "| study | zinc | placebo |\n|---|---|---|\n| Able 2020 | 10/100 | 20/100 |\n\n",
)
pages = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map(lambda pieces: "# Colds\n\n" + "".join(pieces))
encodings = st.sampled_from([("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe")])
ends = st.sampled_from(["\n", "\r\n"])


@settings(max_examples=25, deadline=None)
@given(pages, encodings, ends, st.lists(st.sampled_from(["accept", "edit", "ignore", ""]), min_size=1, max_size=4))
def test_a_page_saved_back_differs_in_the_decided_words_alone(text: str, encoding: tuple[str, bytes], end: str, choices: list[str]) -> None:
    data = encoding[1] + text.replace("\n", end).encode(encoding[0])
    with tempfile.TemporaryDirectory() as folder, open_desk(f"{folder}/l.sqlite") as desk:
        file = Path(folder) / "page.md"
        file.write_bytes(data)
        import_paths(desk, [str(file)], at=AT, who="Ada")
        identity = str(library_view(desk, "Ada").rows[0].identity)
        view = page_view(desk, "Ada", identity)
        document = view.report.pages[0].document
        allowed = []
        for index, (problem, target) in enumerate(zip(view.report.problems, view.targets, strict=True)):
            choice = choices[index % len(choices)]
            if choice == "accept":
                decide(desk, "Ada", "accept", target, at=AT)
            elif choice == "edit":
                decide(desk, "Ada", "edit", target, at=AT, value=Value(words=f"words {index}"))
            elif choice == "ignore":
                decide(desk, "Ada", "ignore", target, at=AT, why="known")
            if choice in {"accept", "edit"}:
                allowed += [span for span in problem.spans if document.quote(span) == document.quote(problem.spans[0])]
        saved = save_page(desk, "Ada", identity, at=AT, write=True)
        assert file.read_bytes() == saved.data
        if not saved.changes:
            assert saved.data == data
        # Cut the allowed ranges out of the old text: every piece between them stands in the new one, in order and whole.
        new, at = saved.data, 0
        cuts = [*sorted((span.start, span.end) for span in allowed), (len(document.text), len(document.text))]
        done = 0
        for low, high in cuts:
            piece = document.text[done : max(low, done)].encode(document.encoding)
            found = new.find(piece, at)
            assert found >= 0
            at = found + len(piece)
            done = max(done, high)
        again = page_view(desk, "Ada", saved.identity or identity)
        ignored = sum(each.choice == "ignore" for each in view_state(desk, identity))
        kept = sum(each.choice == "ignore" for each in again.state.answers.values())
        assert kept <= ignored


def view_state(desk: object, identity: str) -> list[Decision]:
    ledger = desk.ledger()  # type: ignore[attr-defined]
    return list(state_of(ledger.part(identity[:16])).answers.values())


@settings(max_examples=40, deadline=None)
@given(pages)
def test_what_the_library_keeps_of_a_page_is_what_was_read(text: str) -> None:
    page = page_of_bytes("page.md", text.encode())
    report = check_pages((page,))
    kinds = {name: getattr(report, name) for name in ("studies", "claims", "findings", "problems", "recomputed")}
    kept = kept_reading(reading_json(kinds).encode("utf-8", "surrogatepass"), page.document.identity)
    assert {name: getattr(kept, name) for name in kinds} == kinds


@settings(max_examples=60, deadline=None)
@given(pages, st.integers(0, 4), st.text(alphabet="abc é\n", max_size=30), st.data())
def test_a_decision_goes_along_to_edited_bytes_only_to_the_very_same_words(text: str, place: int, added: str, data: st.DataObject) -> None:
    old = read_document(text.encode())
    cut = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(cut, min(len(text), cut + place * 10)))
    new = read_document((text[:cut] + added + text[end:]).encode())
    start = data.draw(st.integers(0, len(text) - 2))
    stop = data.draw(st.integers(start + 1, min(len(text), start + 40)))
    made = Decision(3, AT, "Ada", "ignore", Target("problem", f"{old.identity[:16]}:MS301:{start}-{stop}"), Value(), "known")
    for each in carried((made,), old, new):
        low, high = map(int, each.target.key.rsplit(":", 1)[1].split("-"))
        assert new.text[low:high] == old.text[start:stop]
        assert (each.who, each.why, each.value.origin, each.made_at) == ("Ada", "known", 3, AT)
        assert carried((made,), old, new, frozenset({3})) == ()
    if old.text == new.text or (stop <= cut and "\r" not in text):
        assert len(carried((made,), old, new)) <= 1


@settings(max_examples=80, deadline=None)
@given(pages, st.dictionaries(st.integers(0, 12), st.text(alphabet="0123456789.,-<>= eE%±x", max_size=12), max_size=6))
def test_half_typed_numbers_never_break_the_arithmetic(text: str, typed: dict[int, str]) -> None:
    report = check_pages((page_of_bytes("page.md", text.encode()),))
    for finding in report.findings:
        cells = cells_of(finding)
        values = {cell.field: cell.number.printed.text if cell.number else "" for cell in cells}
        for index, words in typed.items():
            values[cells[index % len(cells)].field] = words
        for line in arithmetic(finding, values):
            assert line.kind in {"right", "rounding", "told", "wrong"}
            assert line.text


@settings(max_examples=25, deadline=None)
@given(st.lists(pages, min_size=2, max_size=4))
def test_pages_joined_tell_the_same_studies_findings_and_claims_as_pages_read_together(texts: list[str]) -> None:
    read = [page_of_bytes(f"{number}.md", f"{text}Page {number}.\n".encode()) for number, text in enumerate(texts)]
    whole, joined = check_pages(read), together([check_pages((page,)) for page in read])
    assert joined.studies == whole.studies
    assert joined.findings == whole.findings
    assert joined.claims == whole.claims
    # What holds between pages is the only thing that is not looked for.
    assert {(each.code, each.spans[0]) for each in joined.recomputed} <= {(each.code, each.spans[0]) for each in whole.recomputed}
