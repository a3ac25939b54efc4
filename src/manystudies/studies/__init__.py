"""Blocks of documents enter; one `Study` for each investigation the pages speak of leaves."""

from manystudies.studies.study import Design, Identifier, IdentifierKind, IdentifierState, Study, Worded

__all__ = ["Design", "Identifier", "IdentifierKind", "IdentifierState", "Study", "Worded"]
