"""A person's judgement overrules a domain with a signed reason; nothing rises silently."""

from functools import cache
from importlib.resources import files

import pytest

from manystudies.answers import answer, audit
from manystudies.certainty import Body, Opinion, body_name, judge, points, steps_allowed
from manystudies.claims import find_claims
from manystudies.documents import Span, read_document
from manystudies.errors import EvidenceError
from manystudies.findings import find_findings
from manystudies.measures import Effect
from manystudies.pooling import NotPooled, pool
from manystudies.studies import Study, find_studies

PAGE = "e" * 64
IRON = "intravenous iron | placebo | IRLS | randomised"


def bodied(footing="randomised", design="randomised trial"):
    studies = tuple(
        Study(f"s{number}", design, Span(PAGE, 100 * number, 100 * number + 90), "abstract", design_words=Span(PAGE, 1, 5))
        for number in (1, 2, 3)
    )
    effects = [Effect("MD", -8.0 + 0.1 * number, 0.5, f"e{number}", people=300, study=f"s{number}") for number in (1, 2, 3)]
    return Body(footing, studies, pool(effects), 900, points(3, "3 points"), (Span(PAGE, 1, 2),))


def both(step=0, **more):
    return [Opinion(domain, step, "All were blinded", "A. Reader", "2026-11-22", **more) for domain in ("risk of bias", "indirectness")]


def test_the_level_without_the_person_stays_beside_the_level_with_them():
    certainty = judge(bodied(), both())
    assert (certainty.level, certainty.unaided) == ("high", "moderate")
    assert {reason.domain for reason in certainty.signed} == {"risk of bias", "indirectness"}
    for reason in certainty.signed:
        assert "All were blinded. Judged by A. Reader (2026-11-22)." in reason.why
        assert reason.instead.startswith("Nobody has judged")


def test_without_an_opinion_nothing_is_signed():
    certainty = judge(bodied())
    assert certainty.unaided is None
    assert certainty.signed == ()


def test_the_last_opinion_on_a_domain_counts():
    certainty = judge(bodied(), [*both(), Opinion("risk of bias", -2, "Open label", "B. Reader")])
    assert certainty.level == "low"
    assert [reason.who for reason in certainty.signed] == ["B. Reader", "A. Reader"]


def test_an_opinion_about_other_studies_lapses_and_is_told():
    certainty = judge(bodied(), both(studies=("s1", "s2")))
    assert (certainty.level, certainty.provisional, certainty.unaided) == ("moderate", True, None)
    assert any("no longer counts" in reason.why for reason in certainty.reasons)
    assert judge(bodied(), both(studies=("s3", "s1", "s2"))).level == "high"


def test_an_opinion_cannot_take_a_step_that_its_domain_does_not_have():
    with pytest.raises(EvidenceError, match="risk of bias"):
        Opinion("risk of bias", 1, "Very good trials", "A. Reader")
    with pytest.raises(EvidenceError, match="large effect"):
        Opinion("large effect", -1, "Small", "A. Reader")
    assert all(0 in steps_allowed(domain) for domain in ("imprecision", "dose response", "starting point"))


def test_observational_evidence_starts_high_only_with_robins_i_and_judged_bias():
    with pytest.raises(EvidenceError, match="ROBINS-I"):
        Opinion("starting point", 2, "Assessed", "A. Reader")
    high = Opinion("starting point", 2, "Assessed against a target trial", "A. Reader", tool="ROBINS-I")
    observed = bodied("observational", "cohort")
    alone = judge(observed, [high])
    assert (alone.level, alone.signed) == ("low", ())
    judged = judge(observed, [high, *both(tool="ROBINS-I")])
    assert (judged.level, judged.unaided) == ("high", "low")
    assert judge(bodied(), [high, *both()]).level == "high"


def test_a_large_effect_no_longer_raises_what_a_person_lowered():
    ratio = Effect("RR", 1.6, 0.01, "e1", people=2000, study="s1")
    studies = (Study("s1", "cohort", Span(PAGE, 1, 9), "abstract", design_words=Span(PAGE, 1, 5)),)
    large = Body("observational", studies, NotPooled("one study", (ratio,)), 2000, None, (Span(PAGE, 1, 2),))
    assert judge(large).level == "moderate"
    assert judge(large, [Opinion("risk of bias", -1, "Confounded", "A. Reader")]).level == "very low"


@cache
def read():
    document = read_document((files("manystudies") / "topics" / "restless-legs.md").read_bytes())
    studies = find_studies((document,))
    return document, studies, find_findings(document, studies), find_claims((document,), studies)


def asked(opinions=()):
    document, studies, findings, claims = read()
    found = answer("iron rls", (document,), studies, findings, claims, (), opinions)
    audit(found, (document,))
    return found


def test_an_answer_says_who_judged_what_and_what_it_would_say_without_them():
    assert body_name("intravenous iron", "placebo", "IRLS", "randomised") == IRON
    before, after = asked(), asked(both(about=IRON))
    row = next(row for row in after.rows if row.body == IRON)
    level = next(row.certainty.level for row in before.rows if row.body == IRON)
    assert row.certainty.unaided == level
    assert f"risk of bias, indirectness judged by A. Reader; {level} without that" in row.sentence.text
    assert [each.certainty for each in before.rows if each.body != IRON] == [each.certainty for each in after.rows if each.body != IRON]


def test_a_name_with_digits_or_one_of_a_row_passes_the_audit():
    found = asked([Opinion("risk of bias", -1, "2 of 4 were open", "iron placebo 007", about=IRON)])
    assert any("judged by iron placebo 007" in sentence.text for sentence in found.sentences)
