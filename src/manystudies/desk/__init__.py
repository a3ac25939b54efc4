"""An open library and a person enter; screens full of what was read and decided leave, and every decision stays."""

from manystudies.decisions import Arith, arithmetic
from manystudies.desk.agreeing import agreement_view
from manystudies.desk.archives import LARGEST_UPLOAD
from manystudies.desk.asking import ask_library, pool_held
from manystudies.desk.boards import board_view
from manystudies.desk.deciding import decide, last_undoable, log, numbered, undo
from manystudies.desk.findings import findings_view, next_findings
from manystudies.desk.importing import Imported, ImportedPage, import_file, import_paths, import_text
from manystudies.desk.opened import Desk, open_desk
from manystudies.desk.pages import library_view, page_view, save_page
from manystudies.desk.revisions import revisions_view
from manystudies.desk.searching import search
from manystudies.desk.topics import looked, topic_view
from manystudies.desk.views import (
    AgreementView,
    Board,
    BoardView,
    FindingItem,
    FindingsView,
    Hit,
    LibraryView,
    PageView,
    RevisionsView,
    Saved,
    TopicView,
)

__all__ = [
    "LARGEST_UPLOAD",
    "AgreementView",
    "Arith",
    "Board",
    "BoardView",
    "Desk",
    "FindingItem",
    "FindingsView",
    "Hit",
    "Imported",
    "ImportedPage",
    "LibraryView",
    "PageView",
    "RevisionsView",
    "Saved",
    "TopicView",
    "agreement_view",
    "arithmetic",
    "ask_library",
    "board_view",
    "decide",
    "findings_view",
    "import_file",
    "import_paths",
    "import_text",
    "last_undoable",
    "library_view",
    "log",
    "looked",
    "next_findings",
    "numbered",
    "open_desk",
    "page_view",
    "pool_held",
    "revisions_view",
    "save_page",
    "search",
    "topic_view",
    "undo",
]
