"""`manystudies pool` on plain tables: what it pools, and one clear line where it cannot."""

import csv
import json
from math import exp
from pathlib import Path

import pytest
from click.testing import CliRunner

from manystudies.cli.pool import command
from manystudies.errors import InputError
from manystudies.library import Library
from manystudies.pooling import Components, Network, Pooled
from manystudies.review import NetworkTable, PooledTable, pool_table, pool_table_network, read_page, review
from manystudies.review.record import record_of

BCG = str(Path(__file__).parents[1] / "reference" / "data" / "bcg_trials.csv")
ARMS = """study,year,treatment,events,n
A,2001,placebo,20,100
A,2001,iron,12,100
B,2002,placebo,30,120
B,2002,vitamin C,25,118
C,2003,placebo,22,90
C,2003,iron + vitamin C,10,92
D,2005,placebo,19,88
D,2005,iron,11,90
D,2005,vitamin C,15,86
E,2006,placebo,9,60
E,2006,zinc + oil,8,60
"""


def written(folder: Path, text: str, name: str = "table.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def pooled(made: PooledTable) -> Pooled:
    assert isinstance(made.result, Pooled)
    return made.result


def test_the_bcg_table_pools_to_the_textbook_numbers_and_says_so(tmp_path):
    done = CliRunner().invoke(command, [BCG, "--measure", "RR", "--out", str(tmp_path)], standalone_mode=False)
    assert done.exception is None
    assert "RR 0.489, 95% CI 0.330 to 0.726 (Hartung–Knapp, never narrower)" in done.output
    assert "beside it: 95% CI 0.344 to 0.696 (plain)" in done.output
    assert "Aronson 1948" in done.output
    assert "restricted maximum likelihood" in done.output
    html = (tmp_path / "pool.html").read_text(encoding="utf-8")
    assert "Forest plot: " in html
    assert "Funnel plot: " in html
    assert "Drapery plot: " in html
    assert "Baujat plot: " in html
    # Once for a desk and once for a phone.
    assert html.count('class="mark square"') == 2 * 13
    assert all(f'id="e1-{number}"' in html for number in range(1, 14))


def test_the_bcg_numbers_hold_on_every_way_to_write_them():
    made = pooled(pool_table(BCG, "RR"))
    assert [round(exp(each), 2) for each in (made.estimate, made.interval.low, made.interval.high)] == [0.49, 0.33, 0.73]
    assert [round(exp(each), 2) for each in (made.plain.low, made.plain.high)] == [0.34, 0.70]
    assert made.estimate == pytest.approx(-0.7145323421581394, rel=1e-9)
    assert made.people == 357347


def test_json_holds_every_digit(tmp_path):
    done = CliRunner().invoke(command, [BCG, "--measure", "rr", "--format", "json", "--out", str(tmp_path)], standalone_mode=False)
    rows = json.loads(done.output)["parts"][0]["rows"]
    assert rows[-1]["estimate"] == pytest.approx(exp(-0.7145323421581394), rel=1e-9)
    assert len(rows) == 14


@pytest.mark.parametrize(
    "header",
    [
        "Author,Year,Events (vaccine),N (vaccine),Events (control),N (control)",
        "studlab,year,event.e,n.e,event.c,n.c",
        "trial,yr,ai,n1i,ci,n2i",
        "study,year,events1,total1,events2,total2",
        "Study;Year;events_treatment;total_treatment;events_placebo;total_placebo",
    ],
)
def test_columns_are_known_by_their_usual_names(tmp_path, header):
    delimiter = ";" if ";" in header else ","
    with Path(BCG).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines = [header]
    for row in rows:
        a, b, c, d = (int(row[name]) for name in ("tpos", "tneg", "cpos", "cneg"))
        lines.append(delimiter.join(map(str, (row["study"], row["year"], a, a + b, c, c + d))))
    made = pooled(pool_table(written(tmp_path, "\n".join(lines)), "RR"))
    assert made.estimate == pytest.approx(-0.7145323421581394, rel=1e-9)


def test_a_group_column_gives_subgroups():
    made = pool_table(BCG, "RR")
    assert made.subgroups is not None
    assert [(group.name, len(group.result.effects)) for group in made.subgroups.groups] == [
        ("random", 7),
        ("alternate", 2),
        ("systematic", 4),
    ]


def test_means_sds_and_people_give_differences(tmp_path):
    text = "study,mean1,sd1,n1,mean2,sd2,n2\nA,10,2,30,12,2,30\nB,9.5,2.5,40,11,2.4,41\nC,−1,2,25,0.5,2,25\n"
    made = pooled(pool_table(written(tmp_path, text), "MD"))
    assert [effect.estimate for effect in made.effects] == [-2.0, -1.5, -1.5]
    assert pooled(pool_table(written(tmp_path, text), "SMD")).measure == "SMD"


@pytest.mark.parametrize(
    "text",
    [
        "study,HR,lower,upper\nA,0.8,0.6,1.0667\nB,0.7,0.5,0.98\n",
        "study\tHR\tci_low\tci_high\nA\t0.8\t0.6\t1.0667\nB\t0.7\t0.5\t0.98\n",
        "Study;HR;lower;upper\nA;0,8;0,6;1,0667\nB;0,7;0,5;0,98\n",
    ],
)
def test_ratios_with_intervals_are_turned_to_logarithms(tmp_path, text):
    made = pooled(pool_table(written(tmp_path, text, "table.tsv" if "\t" in text else "table.csv"), "HR"))
    assert exp(made.effects[0].estimate) == pytest.approx(0.8)
    assert made.effects[0].variance == pytest.approx(0.02154, rel=1e-3)


@pytest.mark.parametrize(
    ("measure", "text", "said"),
    [
        ("HR", "study,HR,low,high\nA,0.5,0.25,0.6\nB,0.8,0.5,1.28\n", "0.25 to 0.6, does not fit its estimate 0.5 on the log scale"),
        ("HR", "study;HR;low;high\nA;0,5;0,25;0,6\nB;0,8;0,5;1,28\n", "0.25 to 0.6, does not fit its estimate 0.5 on the log scale"),
        ("MD", "study,estimate,low,high\nA,−2.0,−5.0,−1.0\nB,-1,-2,0\n", "-5.0 to -1.0, does not fit its estimate -2.0 (its"),
    ],
)
def test_a_row_whose_interval_does_not_fit_its_estimate_is_named_in_text_json_and_page(tmp_path, measure, text, said):
    path = written(tmp_path, text)
    for shape in ("text", "json"):
        options = [path, "--measure", measure, "--format", shape, "--out", str(tmp_path)]
        done = CliRunner().invoke(command, options, standalone_mode=False)
        assert done.exception is None
        assert done.output.count("does not fit its estimate") == 1
        assert f"row 2 (A): its interval, {said}" in done.output
    assert f"row 2 (A): its interval, {said}" in (tmp_path / "pool.html").read_text(encoding="utf-8")


def test_intervals_that_fit_within_rounding_get_no_note(tmp_path):
    text = "study,HR,low,high\nA,0.8,0.6,1.0667\nB,0.71,0.50,0.98\nC,2,1.5,2.7\nD,0.5,0.3,0.9\n"
    assert pool_table(written(tmp_path, text), "HR").table.notes == ()


def test_a_standard_error_beside_a_ratio_is_said_to_be_that_of_its_logarithm(tmp_path):
    made = pool_table(written(tmp_path, "study,or,se\nA,0.5,0.2\nB,0.6,0.3\n"), "OR")
    assert any("logarithm" in note for note in made.table.notes)


def test_yi_and_vi_are_taken_as_they_are(tmp_path):
    made = pooled(pool_table(written(tmp_path, "study,yi,vi\nA,-0.5,0.04\nB,-0.6,0.09\n"), "RR"))
    assert [(effect.estimate, effect.variance) for effect in made.effects] == [(-0.5, pytest.approx(0.04)), (-0.6, pytest.approx(0.09))]


def test_a_study_without_events_is_left_out_of_a_ratio_and_named(tmp_path):
    text = "study,ai,n1i,ci,n2i\nA,5,50,9,50\nB,0,40,0,40\nC,0,60,4,60\nD,7,80,11,80\n"
    made = pool_table(written(tmp_path, text), "RR")
    assert [each.effect.label for each in made.table.effects] == ["A", "C", "D"]
    assert any(note.startswith("row 3 (B) left out") for note in made.table.notes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("study,ai,n1i,ci\nA,1,10,2\n", "RR needs events and total of each arm"),
        ("ai,n1i,ci,n2i\n1,10,2,10\n", "needs a column that names the study"),
        ("study,ai,n1i,ci,n2i\nA,1,10,2,10\nB,many,10,2,10\n", "row 3, column ai: needs a number; found 'many'"),
        ("study,ai,n1i,ci,n2i\nA,11,10,2,10\n", "row 2 (A): needs no more events than people; found 11 of 10"),
        ("study,ai,n1i,ci,n2i\nA,1.5,10,2,10\n", "row 2 (A): needs whole numbers of events"),
        (
            "study,ai,n1i,ci,n2i\nA,1e308,1e308,20,100\n",
            "row 2 (A): needs events that can be counted, 1,000,000,000,000 at most; found 1e+308",
        ),
        ("study,ai,n1i,ci,n2i\nA,5,50,9,1e13\n", "found 1e+13, which is too large"),
        ("study,yi,se\nA,0.5,1e308\nB,1,2\n", "row 2 (A): needs a finite RR with a variance above 0"),
        ("study,yi,vi\nA,0.5,0\n", "row 2 (A): needs a variance above 0; found 0"),
        ("study,estimate\nA,0.5\n", "needs an interval (low, high), a standard error (se) or a variance"),
        ("study,rr,low,high\nA,0.5,0.6,0.9\n", "row 2 (A): needs low < estimate < high"),
        ("study,rr,low,high\nA,-0.5,-0.6,0.9\n", "row 2 (A): RR needs an estimate and limits above 0"),
        ("study,ai,n1i,ci,n2i\nA,1,10\n", "row 2: needs one cell a column; found 3 cells where the header has 5"),
        ("study,ai,n1i,ci,n2i\n", "needs at least one row below its header"),
        ("", "needs a table with a header; found an empty file"),
        ("study\nA\n", "needs columns parted by commas"),
    ],
)
def test_what_a_table_lacks_is_one_line_with_the_file_and_the_row(tmp_path, text, said):
    with pytest.raises(InputError) as caught:
        pool_table(written(tmp_path, text), "RR")
    assert said in str(caught.value)
    assert "table.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_one_study_is_shown_and_not_pooled(tmp_path):
    path = written(tmp_path, "study,ai,n1i,ci,n2i\nA,5,50,9,50\n")
    done = CliRunner().invoke(command, [path, "--measure", "RR", "--out", str(tmp_path)], standalone_mode=False)
    assert done.exception is None
    assert "Only one study gives a result that can be pooled; its own is shown." in done.output
    assert "0.556" in done.output


def network(made: NetworkTable) -> Network:
    assert isinstance(made.network, Network)
    return made.network


def test_one_row_an_arm_gives_a_network_with_trials_of_three_arms(tmp_path):
    made = network(pool_table_network(written(tmp_path, ARMS), "OR"))
    assert made.treatments == ("iron", "iron + vitamin C", "placebo", "vitamin C", "zinc + oil")
    assert len(made.studies) == 5
    assert made.effect("iron", "placebo").trials == 2


def test_components_say_what_cannot_be_told_before_any_number(tmp_path):
    path = written(tmp_path, ARMS)
    done = CliRunner().invoke(
        command, [path, "--measure", "OR", "--components", "--good", "small", "--out", str(tmp_path)], standalone_mode=False
    )
    assert done.exception is None
    verdict = done.output.index("oil and zinc cannot be told apart")
    assert verdict < done.output.index("iron: OR")
    assert "iron + vitamin C was not shown better than" in done.output
    assert "Whether oil + zinc is better than its parts cannot be told" in done.output
    made = pool_table_network(path, "OR", components=True)
    assert isinstance(made.components, Components)
    assert made.combinations == ()


def test_several_treatments_without_network_are_refused_by_name(tmp_path):
    with pytest.raises(InputError, match="needs one comparison, or --network; found"):
        pool_table(written(tmp_path, ARMS), "OR")


def test_two_treatments_in_rows_are_one_comparison_with_the_control_second(tmp_path):
    rows = [line for line in ARMS.splitlines() if line.startswith(("study", "A,"))] + ["F,2007,iron,8,70", "F,2007,placebo,13,70"]
    made = pool_table(written(tmp_path, "\n".join(rows)), "RR")
    assert made.arms == ("iron", "placebo")
    assert [effect.counts for effect in pooled(made).effects] == [(12, 100, 20, 100), (8, 70, 13, 70)]


def test_pages_list_what_pooled_and_why_the_rest_did_not():
    topic = str(Path(__file__).parents[2] / "src" / "manystudies" / "topics" / "bcg-tuberculosis.md")
    done = CliRunner().invoke(command, [topic], standalone_mode=False)
    assert done.exception is None
    assert "comparisons pooled." in done.output
    assert "RR 0.489" in done.output
    none = CliRunner().invoke(command, [topic, "--outcome", "no such outcome", "--components", "--format", "json"], standalone_mode=False)
    told = json.loads(none.output)["parts"]
    assert told[0]["summary"] == ["The pages hold no result of an intervention."]
    assert told[1]["summary"][0].startswith("No trial on these pages gave interventions in combination")


@pytest.mark.parametrize(
    ("rows", "found"),
    [("A,x,x,0.1,0.2\n", "row 2 (A): a network needs two treatments"), ("A,x,y,1,1\nB,x,,0.1,0.2\n", "row 3 (B): a network needs two")],
)
def test_a_network_names_the_row_without_two_treatments(tmp_path, rows, found):
    with pytest.raises(InputError) as caught:
        pool_table_network(written(tmp_path, f"study,treat1,treat2,yi,se\n{rows}"), "MD")
    assert found in str(caught.value)


def test_islands_are_explained_and_drawn_and_nothing_is_dropped(tmp_path):
    path = written(tmp_path, "study,treat1,treat2,yi,se\nA,x,y,0.1,0.2\nB,z,w,0.3,0.1\n")
    done = CliRunner().invoke(command, [path, "--measure", "MD", "--network", "--out", str(tmp_path)], standalone_mode=False)
    assert done.exception is None
    assert "connects these groups of treatments: w, z; x, y" in done.output
    assert "Network graph: " in (tmp_path / "pool.html").read_text(encoding="utf-8")


def test_a_study_named_like_a_script_stays_words(tmp_path):
    path = written(tmp_path, "study,ai,n1i,ci,n2i\n<script>x</script>,1,10,2,10\nB,0,10,2,10\nC,4,30,9,31\n")
    done = CliRunner().invoke(command, [path, "--measure", "OR", "--out", str(tmp_path)], standalone_mode=False)
    assert done.exception is None
    assert "½ was added to each cell of a study with an empty one, unless counts were pooled themselves: B" in done.output
    assert "<script" not in (tmp_path / "pool.html").read_text(encoding="utf-8")


def test_a_library_pools_what_its_pages_pool_and_tells_of_combinations(tmp_path):
    topics = Path(__file__).parents[2] / "src" / "manystudies" / "topics"
    for name in ("bcg-tuberculosis.md", "restless-legs.md"):
        (tmp_path / name).write_bytes((topics / name).read_bytes())
    held = tmp_path / "library.sqlite"
    with Library(held) as library:
        pages = [read_page(str(tmp_path / name)) for name in ("bcg-tuberculosis.md", "restless-legs.md")]
        library.add([record_of(page, review([page])) for page in pages], "rules")
    done = CliRunner().invoke(command, [str(held), "--outcome", "IRLS", "--components"], standalone_mode=False)
    assert done.exception is None
    assert "From 2 pages of " in done.output
    assert "intravenous iron against placebo: IRLS" in done.output
    assert "MD −4.81, 95% CI −7.85 to −1.77" in done.output
    assert "BCG" not in done.output.split("intravenous iron against placebo")[1]
    assert "Vitamin C and vitamin E were given together in a trial on these pages (Sagheb 2012)" in done.output
    assert "whether one is better than the best of its parts cannot be told" in done.output
    alone = CliRunner().invoke(command, [str(tmp_path / "restless-legs.md"), "--outcome", "IRLS"], standalone_mode=False)
    assert done.output.split("intravenous iron against placebo")[1] == alone.output.split("intravenous iron against placebo")[1]
    ratios = CliRunner().invoke(command, [str(held), "--measure", "RR"], standalone_mode=False)
    assert "RR 0.489" in ratios.output
    assert "IRLS" not in ratios.output
    refused = CliRunner().invoke(command, [str(held), "--method", "DL"], standalone_mode=False)
    assert "are for tables" in str(refused.exception)
    two = CliRunner().invoke(command, [str(held), str(held)], standalone_mode=False)
    assert "A library is pooled by itself" in str(two.exception)


def test_an_empty_library_is_one_clear_line(tmp_path):
    held = tmp_path / "library.sqlite"
    with Library(held):
        pass
    done = CliRunner().invoke(command, [str(held)], standalone_mode=False)
    assert isinstance(done.exception, InputError)
    assert "\n" not in str(done.exception)
