"""A quick look that spares a slow search never changes what the search finds."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from manystudies.findings import (
    criteria,
    damage,
    intervals,
    labels,
    leads,
    linear,
    people,
    role_features,
    role_rows,
    sentences,
    shares,
    signposts,
    summaries,
    teststatistics,
    tokens,
)

_FOLDED = set("ſK\N{LATIN SMALL LETTER DOTLESS I}\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}\N{KELVIN SIGN}")
"""Letters that equal a plain one only where case is ignored; no report prints them in a measure's name."""

names = st.one_of([st.from_regex(pattern, fullmatch=True) for _, patterns in labels._NAMES for pattern in patterns])
noise = st.text("orhsadif 1.()=βB-", max_size=6)
numeric = st.lists(
    st.sampled_from(
        [
            *(
                "12",
                "59 of 78",
                "0.5",
                ".5",
                "-3.4",
                "1,234",
                "(75.6%)",
                "n = 21",
                "95%",
                "twelve",
                "Fifty-nine",
                "ten",
                "often",
                "1.5 ± 0.4",
                "3/4",
            ),
            *(
                "(SD 8.04)",
                "patients with asthma",
                "a total of",
                "among",
                "per cent",
                "5-10",
                "women",
                "<",
                "±",
                "2.22-2-61",
                "-",
                "., ",
                "\n",
            ),
        ]
    ),
    max_size=12,
).map(" ".join)


@settings(deadline=None)
@given(st.lists(names | noise, max_size=3).map(" ".join))
def test_names_of_measures_are_found_as_by_trying_every_name_everywhere(text):
    if _FOLDED & set(text):
        return
    plain = re.compile("|".join(f"({'|'.join(patterns)})" for _, patterns in labels._NAMES))
    expected = [(match.span(), match.lastindex) for match in plain.finditer(text)]
    assert [(match.span(), match.lastindex) for match in labels.label_pattern().finditer(text)] == expected
    kept = [
        (span, labels._NAMES[index - 1][0])
        for span, index in expected
        if not (text[slice(*span)] in {"HR", "hr"} and labels.is_heart_rate(text, *span))
        and not (text[slice(*span)].isupper() and labels._OF_TIME.match(text, span[1]))
    ]
    assert [((each.start, each.end), each.measure) for each in labels.labels_in(text, 0, len(text))] == kept


@settings(deadline=None)
@given(st.lists(st.from_regex(intervals._NAME) | noise, max_size=3).map(" ".join))
def test_announced_intervals_are_not_passed_over(text):
    if not _FOLDED & set(text) and (first := re.search(intervals._NAME, text)):
        posts = signposts.interval_posts(text, 0, len(text))
        assert intervals.announcement_pattern().search(text).span() == first.span()
        assert any(first.start() <= post <= first.start() + 1 for post in posts)


def _spans(matches):
    return [match.span() for match in matches]


@settings(deadline=None)
@given(numeric)
def test_numbers_begin_only_where_one_can_begin_and_go_on(text):
    marked = [*zip(shares._patterns(), shares.LEADS, strict=True)]
    marked += [(people._counted(), people.COUNTED_MARKS), (people._share(), people.SHARE_MARKS)]
    for pattern, marks in marked:
        assert _spans(leads.matches_at(pattern, text, leads.marked_leads(text, marks), len(text))) == _spans(pattern.finditer(text))
    assert _spans(leads.matches_at(people._n_form(), text, people._n_leads(text), len(text))) == _spans(people._n_form().finditer(text))
    pattern, digits = summaries.summary_pattern(), leads.digit_leads(text, 0, len(text))
    assert _spans(leads.matches_at(pattern, text, digits, len(text))) == _spans(pattern.finditer(text))
    told = [match.span() for match in pattern.finditer(text) if match["spread"] or match["named"] or match["low"] or match["bare"]]
    found = leads.matches_at(pattern, text, leads.told_leads(text, 0, len(text)), len(text))
    assert [match.span() for match in found if match["spread"] or match["named"] or match["low"] or match["bare"]] == told


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "t(28) = 2.20",
                "F(2,30)=4.1",
                "z = 1.2",
                "r = -.3",
                "Q(3) = 4",
                "χ (2)=12.87",
                "chi-squared = 3",
                "p = .03",
                "OR=2",
                "(",
                "=",
                "<",
                "t3 = 1",
                "age < 65 years",
                "at least 40 ng/mL",
                "below5",
                "≥ 18 years",
                "= < 3",
                "p",
                "P value of < 3 mg",
            ]
        ),
        max_size=6,
    ).map(" ".join)
)
def test_sentences_without_a_lead_hold_no_test_and_no_limit(text):
    if teststatistics.tests_in(text, 0, len(text)):
        assert teststatistics.test_leads(text)
    if criteria.criteria_in(f"Eligible were those with {text}", 0, len(text) + 25):
        assert criteria.criterion_leads(f"Eligible were those with {text}")


@settings(deadline=None)
@given(st.text("\x01?2( 1.=psbN!)x-", max_size=12))
def test_traces_of_broken_fonts_are_told_from_their_first_sign(text):
    plain = r"[\x01-\x08\x0e-\x1f]|\?2\s?\(\s?\d|= \?\.?\d|\bps?[bN!]\s?\.\d|\)\s?[pb]\s?-?\s?\.?\d|\bp\s[!p]\s\.\d|\bx2 \(\s?\d"
    assert (damage._TRACE.search(text) is None) == (re.search(plain, text) is None)
    hinted = damage._has_controls(text) or any(sign in text and hint.search(text) for sign, hint in damage._HINTS)
    assert hinted or damage._TRACE.search(text) is None


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["approx.", "resp.", "subsp.", "excl.", "Suppl.", "fell.", "40%.", "(n = 3).", "vs.", "Dr. ", "0.05.", "et al.", "IV."]
        )
        | st.text("ab.?!)\"' \n\u00a0AB1", max_size=8)
    ).map(" ".join),
    st.integers(0, 5),
    st.integers(0, 5),
)
def test_sentences_end_where_a_look_at_every_stop_ends_them(text, skipped, left):
    start, end = min(skipped, len(text)), max(len(text) - left, 0)
    ends = sentences._ends(text, start, end)
    assert [each[:2] for each in ends] == [match.span() for match in sentences.END.finditer(text, start, end)]
    assert all(sentences._closes(text, start, stop, cut, end) for stop, cut, plain in ends if plain)


@settings(deadline=None)
@given(st.text("0123.,-/:\u00a0a é", max_size=12))
def test_numbers_are_those_tokens_that_sort_between_the_stroke_and_the_colon(text):
    read = tokens.tokens_of(text, [(0, len(text))])
    assert [text[each.start : each.end] for each in read.candidates] == [read.words[each.first] for each in read.candidates]
    assert read.starts == [match.start() for match in tokens._PIECE.finditer(text)]


words_of_reports = st.sampled_from(
    [
        "background",
        "we",
        "asked",
        "20",
        "1.5",
        "patients",
        "p",
        "<",
        "=",
        "±",
        "the",
        "aim",
        "was",
        "flat",
        "results",
        "conclusions",
        "don't",
        "B12",
        "Çok",
        "İ",
        "%",
    ]
)


@settings(deadline=None)
@given(st.lists(st.lists(words_of_reports, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=12), st.sampled_from([" ", "\n"]))
def test_rows_of_roles_are_those_of_the_features_spelled_out(parts, joint):
    text, ranges = joint.join(parts), []
    for part in parts:
        start = ranges[-1][1] + 1 if ranges else 0
        ranges.append((start, start + len(part)))
    paragraphs = role_features.paragraphs_of(text, ranges)
    index = linear.chain("roles").index
    rows, begins = role_rows.role_rows([role_rows.Abstract(text, ranges, paragraphs)])
    for each, begin, end in zip(role_features.role_features(text, ranges, paragraphs), begins, [*begins[1:], len(rows)], strict=True):
        assert set(rows[begin:end].tolist()) - {len(index)} == {index[name] for name in each if name in index}
        assert len(set(rows[begin:end].tolist())) == end - begin
