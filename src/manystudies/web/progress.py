"""How far a person is with a page or a study."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `all` are decided; `wordings` new wordings wait to be saved, into the file itself where it is `writable`."""

    done: int
    all: int
    wordings: int = 0
    writable: bool = False
    nothing: str = "Nothing to decide here"
