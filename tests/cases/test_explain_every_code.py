"""`manystudies explain` on every code: idea, formula, source, an example that fails and one that passes."""

from click.testing import CliRunner

from manystudies.checks import CODES
from manystudies.cli.explain import command


def test_explain_shows_all_of_every_code():
    done = CliRunner().invoke(command, list(CODES))
    assert done.exit_code == 0
    shown = " ".join(done.output.split())
    for code in CODES.values():
        for text in (f"{code.code} {code.name}", code.idea, code.formula, code.source, code.settle):
            assert " ".join(text.split()) in shown
        for example in (code.fails, code.passes):
            assert " ".join(example.split()) in shown


def test_explain_without_a_code_lists_them_all():
    done = CliRunner().invoke(command, [])
    assert [line.split()[0] for line in done.output.splitlines()] == list(CODES)
