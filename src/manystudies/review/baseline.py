"""A baseline: the problems an old wiki starts with, so that only new ones are reported."""

import json
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from manystudies.errors import InputError
from manystudies.review.files import write_text


def fingerprint(path: str, code: str, quote: str) -> str:
    """What names a problem across edits elsewhere on its page: the page, the code and the words, not the place."""
    return sha256(f"{path}\0{code}\0{' '.join(quote.split())}".encode("utf-8", "surrogatepass")).hexdigest()[:20]


def read_baseline(path: Path) -> Counter[str]:
    """The fingerprints of a baseline file, each with how often it may occur.

    Raises:
        InputError: the file is missing or is no baseline.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: needs a baseline file; found: {(error.strerror or '').lower()}. --update-baseline makes one.") from error
    except ValueError as error:
        raise InputError(f"{path}: needs a baseline file written by `check --update-baseline`; found text that is no JSON.") from error
    if not isinstance(data, dict) or data.get("manystudies") != "baseline" or not isinstance(data.get("problems"), dict):
        raise InputError(f"{path}: needs a baseline file written by manystudies; found other JSON.")
    return Counter({str(key): int(count) for key, count in data["problems"].items()})


def write_baseline(path: Path, fingerprints: Iterable[str]) -> int:
    """Write the fingerprints, sorted, so that a version control shows what changed; returns how many.

    Raises:
        InputError: the file cannot be written.
    """
    counted = Counter(fingerprints)
    text = json.dumps({"manystudies": "baseline", "problems": dict(sorted(counted.items()))}, indent=1) + "\n"
    write_text(path, text)
    return counted.total()
