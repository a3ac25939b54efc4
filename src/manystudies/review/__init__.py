"""Paths and questions enter; reports, page lists and rows leave. The only place where rooms and edge meet."""

from manystudies.review.asking import Asked, ask
from manystudies.review.baseline import fingerprint, read_baseline, write_baseline
from manystudies.review.bulk import bulk
from manystudies.review.checking import Checked, Shape, check_each, check_together
from manystudies.review.comparing import compare_files
from manystudies.review.files import pages_in, prepare_folder, read_bytes, write_bytes, write_text
from manystudies.review.fixing import Fix, fix_page
from manystudies.review.flow import check_pages, page_of_bytes, read_page, review, topic_pages
from manystudies.review.folder import RULES, FolderCount, read_folder
from manystudies.review.page_pooling import PooledPages, pool_pages
from manystudies.review.record import record_of
from manystudies.review.rows import PARTS, read_row
from manystudies.review.table_effects import MEASURES
from manystudies.review.table_pooling import METHODS, TAU_METHODS, Good, NetworkTable, PooledTable, pool_table, pool_table_network

__all__ = [
    "MEASURES",
    "METHODS",
    "PARTS",
    "RULES",
    "TAU_METHODS",
    "Asked",
    "Checked",
    "Fix",
    "FolderCount",
    "Good",
    "NetworkTable",
    "PooledPages",
    "PooledTable",
    "Shape",
    "ask",
    "bulk",
    "check_each",
    "check_pages",
    "check_together",
    "compare_files",
    "fingerprint",
    "fix_page",
    "page_of_bytes",
    "pages_in",
    "pool_pages",
    "pool_table",
    "pool_table_network",
    "prepare_folder",
    "read_baseline",
    "read_bytes",
    "read_folder",
    "read_page",
    "read_row",
    "record_of",
    "review",
    "topic_pages",
    "write_baseline",
    "write_bytes",
    "write_text",
]
