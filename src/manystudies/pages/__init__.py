"""A `Report` enters; HTML, Markdown, JSON, SARIF and SVG leave as strings, whole or as parts of a screen."""

from manystudies.pages.answered import answer_json, answer_text
from manystudies.pages.baujat import baujat_svg
from manystudies.pages.board import board_svg
from manystudies.pages.cards import Card
from manystudies.pages.compared import ComparedRow, compared_counts, compared_html, compared_json, compared_rows, compared_text
from manystudies.pages.decided import decisions_json, decisions_text
from manystudies.pages.drapery import drapery_svg
from manystudies.pages.drawing import forest_svg
from manystudies.pages.export import check_json, report_json
from manystudies.pages.funnel import funnel_svg
from manystudies.pages.index import IndexRow, index_html
from manystudies.pages.joining import join_check_json, join_sarif
from manystudies.pages.league import league_svg
from manystudies.pages.markdown import report_markdown
from manystudies.pages.matplotlib_forest import to_matplotlib
from manystudies.pages.network import network_svg
from manystudies.pages.patch import ByteEdit, edited, patch
from manystudies.pages.pooling import Part, pooled_part, pooling_html, pooling_json, pooling_text
from manystudies.pages.rendering import template_texts, with_capital
from manystudies.pages.report import report_html
from manystudies.pages.sarif import check_sarif
from manystudies.pages.screens import AnswerParts, PageParts, SourceParts, answer_parts, page_parts, source_parts
from manystudies.pages.terminal import check_text, summary_lines
from manystudies.pages.words import counted

__all__ = [
    "AnswerParts",
    "ByteEdit",
    "Card",
    "ComparedRow",
    "IndexRow",
    "PageParts",
    "Part",
    "SourceParts",
    "answer_json",
    "answer_parts",
    "answer_text",
    "baujat_svg",
    "board_svg",
    "check_json",
    "check_sarif",
    "check_text",
    "compared_counts",
    "compared_html",
    "compared_json",
    "compared_rows",
    "compared_text",
    "counted",
    "decisions_json",
    "decisions_text",
    "drapery_svg",
    "edited",
    "forest_svg",
    "funnel_svg",
    "index_html",
    "join_check_json",
    "join_sarif",
    "league_svg",
    "network_svg",
    "page_parts",
    "patch",
    "pooled_part",
    "pooling_html",
    "pooling_json",
    "pooling_text",
    "report_html",
    "report_json",
    "report_markdown",
    "source_parts",
    "summary_lines",
    "template_texts",
    "to_matplotlib",
    "with_capital",
]
