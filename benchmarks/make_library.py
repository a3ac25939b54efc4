"""Make a library of many findings, as a folder of study pages would fill it, without reading each page.

    python benchmarks/make_library.py FILE FINDINGS

Sixty invented pages are read; the others are copies of them under other names, with other DOIs of the same length, so
that every offset that was read holds for the copy, too. The same arguments give the same library.
"""

import random
import re
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from zlib import decompress

from make_wiki import page as wiki_page
from manystudies.library import Library, PageRecord, pack
from manystudies.review import RULES, check_pages, page_of_bytes, record_of

_READ = 60
_DOI = re.compile(rb"10\.(\d{4})/demo\.(\d{4})\.(\d{5})")


def templates() -> list[PageRecord]:
    """The pages that are read, broken ones and stubs without a finding left out."""
    found: list[PageRecord] = []
    number = 0
    while len(found) < _READ:
        number += 1
        if number % 200 == 199:
            continue
        page = page_of_bytes(f"wiki/{number:05d}.md", wiki_page(random.Random(number), number))  # noqa: S311 - the same every time
        record = record_of(page, check_pages((page,)))
        if any(kind == "finding" for kind, *_ in record.records):
            found.append(record)
    return found


def copy_of(record: PageRecord, number: int) -> PageRecord:
    """The same page as another one: other DOIs of the same length, another name."""

    def other(text: bytes) -> bytes:
        return _DOI.sub(lambda match: b"10.%04d/demo.%s.%05d" % (1000 + (int(match[1]) + number) % 9000, match[2], int(match[3])), text)

    content, reading = other(decompress(record.content)), other(decompress(record.reading))
    row = replace(record.row, path=f"wiki/{number:06d}.md", name=f"{number:06d}.md", identity=sha256(content).hexdigest())
    studies = tuple(
        (other(study[0].encode()).decode(), *study[1:3], other((study[3] or "").encode()).decode() or None, *study[4:])
        for study in record.studies
    )
    body = other(record.body.encode()).decode()
    return replace(record, row=row, content=pack(content), reading=pack(reading), studies=studies, body=body)  # type: ignore[arg-type]


def main() -> None:
    """Write the library and say what it holds."""
    file, wanted = Path(sys.argv[1]), int(sys.argv[2])
    file.unlink(missing_ok=True)
    read = templates()
    findings = number = 0
    with Library(file) as library:
        while findings < wanted:
            batch = []
            for _ in range(50):
                record = copy_of(read[number % len(read)], number)
                batch.append(record)
                findings += sum(kind == "finding" for kind, *_ in record.records)
                number += 1
                if findings >= wanted:
                    break
            library.add(batch, RULES)
    print(f"{number:,} pages with {findings:,} findings in {file}, {file.stat().st_size / 2**20:.0f} MB")


if __name__ == "__main__":
    main()
