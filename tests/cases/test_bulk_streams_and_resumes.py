"""`bulk`: the same bytes with any number of workers, after a kill, and an honest word for a bad row."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from manystudies.errors import InputError
from manystudies.review import bulk

TEXTS = [
    "Iron helped 12 of 40 people (30%) and placebo 6 of 40 (15%), OR 2.43 (95% CI 0.81 to 7.26).",
    "The risk fell (HR 0.80, 95% CI 0.65-0.98, P = 0.03) in 1,204 adults.",
    "Nothing was counted here.",
    "",
    "β-carotene, 25(OH)D and χ²(1) = 4.2, p = .04 \N{WAVING HAND SIGN}",
]


def write_rows(path: Path, count: int) -> Path:
    rows = [json.dumps({"id": number, "text": TEXTS[number % len(TEXTS)]}, ensure_ascii=False) for number in range(count)]
    path.write_text("\n".join(rows) + "\n\n", encoding="utf-8")
    return path


def test_one_worker_and_two_write_the_same_bytes(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.jsonl", 900)
    assert bulk(source, tmp_path / "one.jsonl", workers=1) == 900
    assert bulk(source, tmp_path / "two.jsonl", workers=2) == 900
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_rows_keep_their_order_and_their_ids(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.jsonl", 450)
    bulk(source, tmp_path / "out.jsonl", workers=2)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in rows] == list(range(450))


def test_half_a_pair_of_surrogates_is_written_as_its_escape(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"id": "\\udfff", "text": "12 of 40 (30%)."}\n')
    bulk(source, tmp_path / "out.jsonl", workers=1)
    written = (tmp_path / "out.jsonl").read_bytes()
    assert written.startswith(b'{"id": "\\udfff"')
    assert json.loads(written.decode("utf-8"))["id"] == "\udfff"


def test_a_bad_row_is_named_with_its_file(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(b'{"id": 1, "text": "Iron."}\n{"id": 2}\n')
    with pytest.raises(InputError, match=r"in\.jsonl: row 2 needs"):
        bulk(source, tmp_path / "out.jsonl", workers=1)


def test_only_the_parts_asked_for_are_written(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.jsonl", 3)
    bulk(source, tmp_path / "out.jsonl", parts=("estimates", "problems"), workers=1)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {tuple(row) for row in rows} == {("id", "estimates", "problems")}


def test_a_run_that_was_killed_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.jsonl", 6000)
    bulk(source, tmp_path / "whole.jsonl", workers=1)
    target = tmp_path / "out.jsonl"
    part = tmp_path / "out.jsonl.part"
    command = [sys.executable, "-m", "manystudies", "bulk", str(source), str(target), "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None and (not part.exists() or part.stat().st_size < 20_000):
            time.sleep(0.01)
        running.send_signal(signal.SIGKILL)
    # A row torn in the middle is what a kill can leave behind.
    if part.exists():
        with part.open("ab") as rows:
            rows.write(b'{"id": 99999, "nu')
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    assert target.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert not part.exists()


def test_a_part_file_of_another_input_is_not_gone_on_with(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.jsonl", 5)
    (tmp_path / "out.jsonl.part").write_bytes(b'{"bulk": "other"}\n{"id": "stale"}\n')
    bulk(source, tmp_path / "out.jsonl", workers=1)
    assert b"stale" not in (tmp_path / "out.jsonl").read_bytes()


@pytest.mark.parametrize("line", ["not json", "[1, 2]", '{"id": 1}', '{"text": "no id"}', '{"id": 1, "text": 5}', "[" * 100_000])
def test_a_row_that_is_no_text_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": 1, "text": "fine"}) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"row 2 needs"):
        bulk(source, tmp_path / "out.jsonl", workers=1)


def test_an_unknown_part_is_refused_by_name(tmp_path: Path) -> None:
    source = write_rows(tmp_path / "in.jsonl", 1)
    with pytest.raises(InputError, match="found colours"):
        bulk(source, tmp_path / "out.jsonl", parts=("colours",))
