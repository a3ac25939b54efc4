r"""manystudies: from many studies to one checked answer.

>>> from manystudies import read_document
>>> read_document(b"# A page\n\nIron helped.").blocks[0].kind
'heading'
"""

from manystudies.documents import Document, Span, read_document
from manystudies.errors import ManystudiesError

__version__ = "0.1.0"

__all__ = ["Document", "ManystudiesError", "Span", "__version__", "read_document"]
