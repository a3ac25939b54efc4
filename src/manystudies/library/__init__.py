"""Pages with all that was read from them enter; one SQLite file keeps them, searchable, and loses nothing."""

from manystudies.library.library import Library
from manystudies.library.queries import Order, PageHit, StudyHit
from manystudies.library.rows import PageRecord, PageRow, SearchHit, pack
from manystudies.library.schema import MIGRATIONS

__all__ = ["MIGRATIONS", "Library", "Order", "PageHit", "PageRecord", "PageRow", "SearchHit", "StudyHit", "pack"]
