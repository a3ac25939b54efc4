"""Law: hostile pages take linear time, use no recursion and raise nothing but InputError."""

import time

import pytest

from manystudies.documents import read_document

LENGTH = 100_000
M = "# A\n\n"
HOSTILE = {
    "brackets": (M, "["),
    "images": (M, "!["),
    "open links": (M, "[a]("),
    "labels": ("# A\n\n[x]: /y\n\n", "[a]["),
    "stars": (M, "*a "),
    "mixed emphasis": (M, "a*_"),
    "less than": (M, "<a "),
    "open quotes": (M, '<a x="y '),
    "comments": (M, "<!-- "),
    "declarations": (M, "<![CDATA["),
    "scripts": (M, "x <script>"),
    "quotes": (M, ">"),
    "dashes": (M, "- "),
    "pipes": ("# A\n\n|a|b|\n|-|-|\n", "|"),
    "shortcodes": (M, "{{< "),
    "ampersands": (M, "&amp"),
    "addresses": (M, "http://"),
    "html divisions": ("<html>", "<div>"),
    "html closings": ("<html><b><table><td>" + "<i>" * 20_000, "</b>"),
    "html cells": ("<html><table>", "<tr><td colspan=999 rowspan=999>"),
    "html unseen": ("<html>", '<div style="display:none">x'),
    "html quotes": ("<html>", '<a b="'),
    "entities": ("<?xml version='1.0'?><!DOCTYPE l [", '<!ENTITY a "&b;&b;">'),
    "json": ('{"a": ', "["),
    "yaml": ("---\na: b\nc: ", "["),
    "mojibake": ("Ã©", "Ã©â€™"),
    "digits and brackets": ("", "1[2(3]4)"),
    "same paragraph": ("", "The same words stand here again and again, so that every one of them looks like another one.\n\n"),
    "references": ("", "Doe J, Roe R (2012) Iron and sleep. Sleep Med 4:121-132\n\n"),
    "marks": (M, "x [1](https://a.org/b) "),
    "blank lines": ("", " \n"),
    "zeros": ("word ", "word \x00 and more words "),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_in_linear_time(name):
    start, unit = HOSTILE[name]
    page = (start + unit * (LENGTH // len(unit))).encode()
    began = time.process_time()
    read_document(page)
    # A quadratic reader takes minutes; a linear one a few tenths of a second.
    assert time.process_time() - began < 5
