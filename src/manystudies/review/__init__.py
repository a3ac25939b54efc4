"""Paths and questions enter; reports, page lists and rows leave. The only place where rooms and edge meet."""

from manystudies.review.asking import Answering, Asked, ask
from manystudies.review.baseline import fingerprint, read_baseline, write_baseline
from manystudies.review.bulk import bulk
from manystudies.review.checking import Checked, Shape, check_each, check_together
from manystudies.review.choosing import MOST_PAGES, pages_for
from manystudies.review.comparing import compare_files
from manystudies.review.files import LARGEST_PAGE, PAGE_ENDINGS, pages_in, prepare_folder, read_bytes, told, write_bytes, write_text
from manystudies.review.fixing import Fix, fix_page, fixed
from manystudies.review.flow import RIGHT, answered, check_pages, page_of_bytes, read_page, review, topic_pages, worst_first
from manystudies.review.folder import RULES, FolderCount, read_folder
from manystudies.review.kept_reading import Reading, kept_reading
from manystudies.review.notices import read_notices
from manystudies.review.page_pooling import NO_COMBINATION, Combined, PooledPages, combinations_of, pool_library, pool_pages
from manystudies.review.record import record_of
from manystudies.review.rows import PARTS, read_row, read_rows
from manystudies.review.table_effects import MEASURES
from manystudies.review.table_pooling import METHODS, TAU_METHODS, Good, NetworkTable, PooledTable, pool_table, pool_table_network
from manystudies.review.workers import collect_rarely, cores, in_order

__all__ = [
    "LARGEST_PAGE",
    "MEASURES",
    "METHODS",
    "MOST_PAGES",
    "NO_COMBINATION",
    "PAGE_ENDINGS",
    "PARTS",
    "RIGHT",
    "RULES",
    "TAU_METHODS",
    "Answering",
    "Asked",
    "Checked",
    "Combined",
    "Fix",
    "FolderCount",
    "Good",
    "NetworkTable",
    "PooledPages",
    "PooledTable",
    "Reading",
    "Shape",
    "answered",
    "ask",
    "bulk",
    "check_each",
    "check_pages",
    "check_together",
    "collect_rarely",
    "combinations_of",
    "compare_files",
    "cores",
    "fingerprint",
    "fix_page",
    "fixed",
    "in_order",
    "kept_reading",
    "page_of_bytes",
    "pages_for",
    "pages_in",
    "pool_library",
    "pool_pages",
    "pool_table",
    "pool_table_network",
    "prepare_folder",
    "read_baseline",
    "read_bytes",
    "read_folder",
    "read_notices",
    "read_page",
    "read_row",
    "read_rows",
    "record_of",
    "review",
    "told",
    "topic_pages",
    "worst_first",
    "write_baseline",
    "write_bytes",
    "write_text",
]
