"""What screens are given: reports as people left them, with what holds about each thing."""

from collections.abc import Mapping
from dataclasses import dataclass

from manystudies.answers import Page, Report
from manystudies.checks import Comparison
from manystudies.decisions import Applied, Decision, Disagreement, Kappa, Seen, Since, State, Target
from manystudies.documents import Span
from manystudies.findings import Finding
from manystudies.library import PageRow
from manystudies.pooling import Combination, Components
from manystudies.studies import Study


@dataclass(frozen=True, slots=True)
class Decided:
    """A report with what people decided carried out, and what that came to."""

    report: Report
    applied: Applied


@dataclass(frozen=True, slots=True)
class LibraryView:
    """A stretch of the page list, how many pages there are in all, and how many could not be read."""

    rows: tuple[PageRow, ...]
    total: int
    troubled: int


@dataclass(frozen=True, slots=True)
class Topic:
    """An answer made from pages as people left them; `told` says from which pages, and what is left open."""

    report: Report
    told: tuple[str, ...]
    seen: Seen


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic as one reviewer sees it; `updating` tells that a newer one is being made."""

    report: Report
    since: Since
    updating: bool
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageView:
    """One page with the target of each of its problems, in their order, and what holds about them.

    `hidden` are targets on which somebody else decided and one has not; `file` tells that the page can be written back.
    """

    path: str
    report: Report
    targets: tuple[Target, ...]
    state: State
    hidden: frozenset[Target]
    file: bool
    findings: int


@dataclass(frozen=True, slots=True)
class FindingItem:
    """One finding as people left it: whether it is used, which of its numbers a person chose, and whether it is pooled."""

    target: Target
    finding: Finding
    decision: Decision | None
    hidden: bool
    pooled: str
    corrected: frozenset[str]


@dataclass(frozen=True, slots=True)
class FindingsView:
    """The findings of a page or of one study on it, in the order of the text; those set aside stay in their place."""

    path: str
    report: Report
    study: Study | None
    items: tuple[FindingItem, ...]
    troubles: tuple[tuple[Decision, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """A page with the wordings decided on, as bytes; `held_back` says why others could not be put in."""

    path: str
    data: bytes
    changes: int
    held_back: tuple[str, ...]
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A page or study that holds the words searched for; ‹ and › mark them in the excerpt."""

    kind: str
    title: str
    excerpt: str
    identity: str
    study_key: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class AgreementView:
    """How well two reviewers agreed by kind of question; disagreements with the name and the page of each; how many wait."""

    kappas: Mapping[str, Kappa]
    disagreements: tuple[tuple[Disagreement, str, str], ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class RevisionsView:
    """Versions side by side, and for each pair its target and who signed it off."""

    path: str
    pages: tuple[Page, ...]
    comparisons: tuple[Comparison, ...]
    targets: tuple[Target, ...]
    signatures: tuple[tuple[Decision, ...], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The components of the combinations tried for one outcome, and what can be told of them."""

    title: str
    components: Components
    combinations: tuple[Combination, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardView:
    """Every board, or the reason why there is none."""

    report: Report
    boards: tuple[Board, ...]
    reason: str
