"""Identifiers as people print them: what is read, how it was printed, what is left out."""

import pytest

from manystudies.documents import read_abstract
from manystudies.studies import find_identifiers, identifier_of_address, identifiers_in

AS_PRINTED, TIDIED, TRUNCATED = "as printed", "tidied", "truncated"

PRINTED = [
    ("doi:10.1234/abc.2011.5", "doi", "10.1234/abc.2011.5", AS_PRINTED),
    ("doi: 10.1234/abc.2011.5", "doi", "10.1234/abc.2011.5", AS_PRINTED),
    ("DOI: 10.1234/abc.2011.5", "doi", "10.1234/abc.2011.5", AS_PRINTED),
    ("DOI:10.1234/ABC.2011.5 Epub ahead", "doi", "10.1234/ABC.2011.5", AS_PRINTED),
    ("https://doi.org/10.1234/abc.2011.5", "doi", "10.1234/abc.2011.5", AS_PRINTED),
    ("http://dx.doi.org/10.1234/abc.2011.5", "doi", "10.1234/abc.2011.5", AS_PRINTED),
    ("DOI: https://doi.org/10.1234/abc.2011.5", "doi", "10.1234/abc.2011.5", AS_PRINTED),
    ("DOI:https://doi.org/10.1234/S2214-1(21)448-4", "doi", "10.1234/S2214-1(21)448-4", AS_PRINTED),
    ("(doi: 10.1234/abc.2011.5)", "doi", "10.1234/abc.2011.5", AS_PRINTED),
    ("[doi:10.1234/abc.2011.5]", "doi", "10.1234/abc.2011.5", AS_PRINTED),
    ("doi:10.1234/s1734-1140(13)71003-x", "doi", "10.1234/s1734-1140(13)71003-x", AS_PRINTED),
    ("(doi:10.1234/s1734-1140(13)71003-x)", "doi", "10.1234/s1734-1140(13)71003-x", AS_PRINTED),
    ("doi:10.1234/abc.2011.5, PMID 7", "doi", "10.1234/abc.2011.5", AS_PRINTED),
    ("doi:10.1234/abc.2011.5; 12 pages", "doi", "10.1234/abc.2011.5", AS_PRINTED),
    ("doi:10.1234/abc.2011.5.", "doi", "10.1234/abc.2011.5", TIDIED),
    ("doi 10.1234/abc.2011.5.", "doi", "10.1234/abc.2011.5", TIDIED),
    ("Doi 10.1234/abc.2011.5 eCollection 2011", "doi", "10.1234/abc.2011.5", TIDIED),
    ("DOI10.1234/abc.2011.5", "doi", "10.1234/abc.2011.5", TIDIED),
    ("doi:doi:10.1234/abc.2011.5", "doi", "10.1234/abc.2011.5", TIDIED),
    ("doi:10.1234/abc.2011.5].", "doi", "10.1234/abc.2011.5", AS_PRINTED),
    ("doi:10.1234/abc.2011.5**", "doi", "10.1234/abc.2011.5", TIDIED),
    ("doi:10.1234/abc.2011.5PMID: 123456", "doi", "10.1234/abc.2011.5", TIDIED),
    ("doi:10.1234/abc.2011.5](https://doi.org/x)", "doi", "10.1234/abc.2011.5", TIDIED),
    ("https://doi.org/10.1234%2Fabc.2011.5", "doi", "10.1234/abc.2011.5", TIDIED),
    ("doi:10.1234/abc\N{EN DASH}2011\N{EN DASH}5", "doi", "10.1234/abc-2011-5", TIDIED),
    ("doi:10.1234/abc\N{SOFT HYPHEN}.2011.5", "doi", "10.1234/abc.2011.5", TIDIED),
    (
        "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM1>3.0.CO;2-2",
        "doi",
        "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM1>3.0.CO;2-2",
        AS_PRINTED,
    ),
    ("10.1000.10/123-abc", "doi", "10.1000.10/123-abc", AS_PRINTED),
    ("doi:10.1234/2011", "doi", "10.1234/2011", TRUNCATED),
    ("doi:10.1234/j.sleep", "doi", "10.1234/j.sleep", TRUNCATED),
    ("doi:10.1234/j.sleep.2012.01", "doi", "10.1234/j.sleep.2012.01", TRUNCATED),
    ("doi:10.1234/abc.2011...", "doi", "10.1234/abc.2011", TRUNCATED),
    ("doi:10.1234/abc.2011\N{HORIZONTAL ELLIPSIS}", "doi", "10.1234/abc.2011", TRUNCATED),
    ("doi:10.1234/abc-2011-", "doi", "10.1234/abc-2011-", TRUNCATED),
    ("doi:10.1234/S0140-6736(05", "doi", "10.1234/S0140-6736(05", TRUNCATED),
    ("doi:10.1234/", "doi", "10.1234/", TRUNCATED),
    ("doi:10.1234/journal.pone", "doi", "10.1234/journal.pone", TRUNCATED),
    ("doi:10.1234/s11325-019", "doi", "10.1234/s11325-019", TRUNCATED),
    ("https://example.org/doi/full/10.1234/abc.5?af=R", "doi", "10.1234/abc.5", AS_PRINTED),
    ("PMID: 1234567", "pmid", "1234567", AS_PRINTED),
    ("PMID:1234567 [PubMed]", "pmid", "1234567", AS_PRINTED),
    ("PMID1234567", "pmid", "1234567", AS_PRINTED),
    ("PubMed PMID: 1234567", "pmid", "1234567", AS_PRINTED),
    ("PubMed ID 1234567", "pmid", "1234567", AS_PRINTED),
    ("https://pubmed.ncbi.nlm.nih.gov/1234567/", "pmid", "1234567", AS_PRINTED),
    ("https://www.ncbi.nlm.nih.gov/pubmed/1234567", "pmid", "1234567", AS_PRINTED),
    ("https://www.ncbi.nlm.nih.gov/pubmed/?term=1234567", "pmid", "1234567", AS_PRINTED),
    ("https://europepmc.org/article/MED/1234567", "pmid", "1234567", AS_PRINTED),
    ("PMC1234567", "pmcid", "PMC1234567", AS_PRINTED),
    ("PMCID: PMC1234567", "pmcid", "PMC1234567", AS_PRINTED),
    ("https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/", "pmcid", "PMC1234567", AS_PRINTED),
    ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", "pmcid", "PMC1234567", AS_PRINTED),
    ("ClinicalTrials.gov NCT01234567", "nct", "NCT01234567", AS_PRINTED),
    ("(NCT 01234567)", "nct", "NCT01234567", TIDIED),
    ("NCT0123", "nct", "NCT0123", TRUNCATED),
    ("https://clinicaltrials.gov/ct2/show/NCT01234567", "nct", "NCT01234567", AS_PRINTED),
    ("ISRCTN12345678", "isrctn", "ISRCTN12345678", AS_PRINTED),
    ("ISRCTN 12345678", "isrctn", "ISRCTN12345678", TIDIED),
    ("arXiv:2101.00001v2", "arxiv", "2101.00001v2", AS_PRINTED),
    ("https://arxiv.org/abs/2101.00001", "arxiv", "2101.00001", AS_PRINTED),
    ("IRCT20180123038456N2", "registration", "IRCT20180123038456N2", AS_PRINTED),
    ("ACTRN12605000000606", "registration", "ACTRN12605000000606", AS_PRINTED),
    ("PROSPERO CRD42020123456", "registration", "CRD42020123456", AS_PRINTED),
    ("EudraCT number 2018-001234-12", "registration", "EudraCT 2018-001234-12", TIDIED),
]

NOT_IDENTIFIERS = [
    "10.5/2 mg",
    "from 10.1 to 10.2/3",
    "PMID: 0123",
    "PMID 123456789",
    "a PMC",
    "the NCT",
    "NCT012345678901",
    "ISRCTN",
    "chapter 210.1234/abc",
]

ADDRESSES = [
    ("https://www.neurology.org/doi/10.1212/WNL.0000000000001234", "10.1212/WNL.0000000000001234"),
    ("https://alzres.biomedcentral.com/articles/10.1186/s13195-020-01234-z", "10.1186/s13195-020-01234-z"),
    ("https://link.springer.com/content/pdf/10.1007/s11325-014-1234-y.pdf", "10.1007/s11325-014-1234-y"),
    ("https://link.springer.com/article/10.1007/s11325-014-1234-y#Abs1", "10.1007/s11325-014-1234-y"),
    ("https://onlinelibrary.wiley.com/doi/abs/10.1002/mds.12345", "10.1002/mds.12345"),
    ("https://onlinelibrary.wiley.com/doi/10.1002/mds.12345/full", "10.1002/mds.12345"),
    ("https://onlinelibrary.wiley.com/doi/epdf/10.1002/mds.12345", "10.1002/mds.12345"),
    ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0012345&type=printable", "10.1371/journal.pone.0012345"),
    ("https://academic.oup.com/x/advance-article/doi/10.1093/x/nqaa123/5867888", "10.1093/x/nqaa123"),
    ("https://www.biorxiv.org/content/10.1101/2020.04.01.123456v2.full.pdf", "10.1101/2020.04.01.123456"),
    ("https://www.frontiersin.org/articles/10.3389/fnut.2020.00123/full", "10.3389/fnut.2020.00123"),
    ("https://www.tandfonline.com/doi/full/10.1080/07315724.2020.1234567?scroll=top", "10.1080/07315724.2020.1234567"),
    ("https://www.google.com/search?q=10.1234/abc.5", None),
    ("https://example.org/post/what-helps", None),
]


@pytest.mark.parametrize(("text", "kind", "value", "state"), PRINTED)
def test_an_identifier_is_read_as_printed_tidied_or_truncated(text, kind, value, state):
    found = [each for each in identifiers_in(text) if each.kind == kind]
    assert [(each.value, each.state) for each in found] == [(value, state)]


@pytest.mark.parametrize("text", NOT_IDENTIFIERS)
def test_other_numbers_are_no_identifiers(text):
    assert identifiers_in(text) == ()


@pytest.mark.parametrize(("address", "value"), ADDRESSES)
def test_the_address_of_an_article_gives_its_doi_and_nothing_behind_it(address, value):
    found = identifier_of_address(address)
    assert (found.value if found else None) == value


def test_a_truncated_doi_is_reported_and_not_guessed():
    document = read_abstract("Int J Test 36:5. doi:10.1155/2011\n")
    (found,) = find_identifiers(document)
    assert (found.state, found.value, document.quote(found.span)) == ("truncated", "10.1155/2011", "10.1155/2011")


def test_identifiers_stand_in_the_order_of_the_page():
    document = read_abstract("NCT01234567, PMID: 42, doi:10.1234/a.b5")
    assert [each.kind for each in find_identifiers(document)] == ["nct", "pmid", "doi"]
