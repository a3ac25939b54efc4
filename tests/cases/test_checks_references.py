"""Reference entries whose authors cannot be found as printed, mojibake, and identifiers cut short."""

from dataclasses import replace

import pytest

from manystudies.checks import check
from manystudies.documents import Block, Note, Reference, Repair, read_abstract
from manystudies.studies import Identifier, Study

ENTRIES = [
    ("Morenoa P, Kellerb S, Duboisa T, Novakc L, Rossia G, Lindb H (2011) Zinc lozenges for colds. J Colds 4:11-19", ["MS103"]),
    ("Moreno P, Keller S, Dubois T, Novak L, Rossi G, Lind H (2011) Zinc lozenges for colds. J Colds 4:11-19", []),
    ("Garcia M, Tanaka K, Rossa P, Silva J, Costa B, Mora L (2012) Iron and sleep. J Sleep 3:1-9", []),
    ("Costa B, Mora L (2012) Iron and sleep. J Sleep 3:1-9", []),
    ("Margaret EK, Jonathan PL, Christopher AN, Elizabeth SR (2011) Zinc lozenges for colds. J Colds 4:11-19", ["MS104"]),
    ("Martin K, George P, Thomas A, Scott B (2011) Zinc lozenges for colds. J Colds 4:11-19", []),
    ("Daniel RS, Okafor PL, Lindqvist AN, Haddad SR (2011) Zinc lozenges for colds. J Colds 4:11-19", []),
]


@pytest.mark.parametrize(("entry", "codes"), ENTRIES)
def test_authors_that_cannot_be_found_as_printed_are_reported(entry, codes):
    document = replace(
        read_abstract(entry), references=(Reference(0, 1, 0, len(entry)),), blocks=(Block("item", "reference", 0, len(entry), 1),)
    )
    assert [problem.code for problem in check((document,), (), (), ())] == codes


def test_the_run_of_given_names_is_what_is_marked():
    entry = "Margaret EK, Jonathan PL, Elizabeth SR, Okafor PL (2011) Zinc lozenges for colds. J Colds 4:11-19"
    document = replace(
        read_abstract(entry), references=(Reference(0, 1, 0, len(entry)),), blocks=(Block("item", "reference", 0, len(entry), 1),)
    )
    (problem,) = check((document,), (), (), ())
    assert document.quote(problem.spans[0]) == "Margaret EK, Jonathan PL, Elizabeth SR"


@pytest.mark.parametrize(
    ("text", "codes"),
    [("Paula MorenoPaula MorenoSven KellerSven Keller", ["MS105"]), ("Paula Moreno, Sven Keller", []), ("bye bye bye bye bye bye", [])],
)
def test_a_name_printed_twice_in_a_row_is_told(text, codes):
    assert [problem.code for problem in check((read_abstract(text),), (), (), ())] == codes


def test_mojibake_is_reported_place_by_place_with_its_repair():
    document = read_abstract("GarcÃ­a and MuÃ±oz")
    document = replace(document, repairs=(Repair(document.span(4, 6), "Ã\N{SOFT HYPHEN}", "í", "cp1252"),))
    (problem,) = check((document,), (), (), ())
    assert (problem.code, problem.recomputed, problem.flagged) == ("MS001", "í", True)


def test_front_matter_that_does_not_parse_is_reported_and_an_empty_document_is_not():
    note = Note("front matter", "The front matter is not valid JSON: a comma is missing in line 3.")
    document = replace(read_abstract("{ }"), notes=(note,))
    (problem,) = check((document,), (), (), ())
    assert (problem.code, problem.severity) == ("MS002", "high")
    assert check((replace(read_abstract(""), notes=(note,)),), (), (), ()) == ()


@pytest.mark.parametrize(
    ("state", "codes", "flagged"), [("truncated", ["MS101"], True), ("tidied", ["MS102"], False), ("as printed", [], False)]
)
def test_a_truncated_doi_is_reported_and_not_guessed(state, codes, flagged):
    document = read_abstract("doi:10.1155/2019")
    study = Study(
        "s", "unknown", document.span(0, 16), "cited", identifiers=(Identifier("doi", "10.1155/2019", state, document.span(0, 16)),)
    )
    problems = check((document,), (study,), (), ())
    assert [problem.code for problem in problems] == codes
    assert any(problem.flagged for problem in problems) is flagged
