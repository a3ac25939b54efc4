"""Every error a user can meet, in one tree.

A message names the thing, what was needed and what was found. A disagreement in data is never an
error: it is a `Problem`.

    ManystudiesError
    ├── InputError        a file, folder or option that cannot be used
    ├── SpanError         a span that is empty, backward or of another document
    ├── NumberError       text that is not a number, or not the number at its span
    ├── FindingError      a finding that cannot be what it says (no number, two designs …)
    ├── EffectError       an effect that cannot be computed (variance not above zero, infinities)
    ├── PoolingError      effects that may not be pooled
    ├── CodeError         a problem code that is not registered
    ├── EvidenceError     a certainty step, claim or sentence without evidence
    ├── DecisionError     a decision that says too little, or may not be made
    ├── AuditError        an answer with a sentence its support does not carry
    └── LibraryError      a library file that cannot be opened, migrated or written
"""


class ManystudiesError(Exception):
    """Anything manystudies refuses, with a message a person can act on."""


class InputError(ManystudiesError):
    """A file, folder or option that cannot be used."""


class SpanError(ManystudiesError):
    """A span that is empty, backward or of another document."""


class NumberError(ManystudiesError):
    """Text that is not a number, or is not the number at its span."""


class FindingError(ManystudiesError):
    """A finding or study that cannot be what it says."""


class EffectError(ManystudiesError):
    """An effect that cannot be computed or is not finite."""


class PoolingError(ManystudiesError):
    """Effects that may not be pooled."""


class CodeError(ManystudiesError):
    """A problem code that is not registered."""


class EvidenceError(ManystudiesError):
    """A judgement or sentence that points at no evidence."""


class DecisionError(ManystudiesError):
    """A decision that says too little to be kept, or may not be made."""


class AuditError(ManystudiesError):
    """An answer with a sentence its support does not carry."""


class LibraryError(ManystudiesError):
    """A library file that cannot be opened, migrated or written."""
