"""Pages with all that was read from them enter; one SQLite file keeps them, searchable, and loses nothing."""

from manystudies.library.library import Library, PageRecord, PageRow, SearchHit, pack
from manystudies.library.schema import MIGRATIONS

__all__ = ["MIGRATIONS", "Library", "PageRecord", "PageRow", "SearchHit", "pack"]
