"""MS0: what went wrong between the author's words and the file."""

from manystudies.checks.catalogue.versions import two_versions
from manystudies.checks.code import Code

CODES: tuple[Code, ...] = (
    Code(
        "MS001",
        "mojibake",
        "Letters that were written in one encoding and read in another; the reading view shows the repair and the file is left alone.",
        "bytes of the wrong reading, decoded as UTF-8, give a shorter and whole text",
        "The Unicode Standard, chapter 3.9. https://www.unicode.org/versions/latest/",
        "Zinc for colds was studied by GarcÃ­a and MuÃ±oz in 2019.\n",
        "Zinc for colds was studied by García and Muñoz in 2019.\n",
    ),
    Code(
        "MS002",
        "front matter that cannot be read",
        "Metadata in front of a page that is not valid JSON, YAML or TOML: one such file can break the build of a whole site.",
        "the block between the opening and the closing mark parses",
        "RFC 8259 (JSON). https://doi.org/10.17487/RFC8259",
        '{\n    "title": "Zinc and colds",\n    "date": "2021-02-03"\n    "tags": ["zinc"]\n}\n\nZinc was studied in forty adults.\n',
        '{\n    "title": "Zinc and colds",\n    "date": "2021-02-03",\n    "tags": ["zinc"]\n}\n\nZinc was studied in forty adults.\n',
    ),
    Code(
        "MS003",
        "bytes that are no text",
        "Bytes that no declared or usual encoding explains; they are shown as replacement characters and nothing is guessed.",
        "every byte sequence decodes",
        "The Unicode Standard, chapter 3.9. https://www.unicode.org/versions/latest/",
        "",
        "Zinc for colds was studied by García in 2019.\n",
    ),
    Code(
        "MS004",
        "mark that never closes",
        "A shortcode, code fence or comment opens and never closes: what follows is lost to readers, and a site generator may stop at the page.",
        "every mark that opens also closes",
        "CommonMark specification. https://spec.commonmark.org/",
        'Zinc was studied in forty adults. {{< figure src="a.png"\n',
        "Zinc was studied in **forty** adults.\n",
    ),
    Code(
        "MS005",
        "comment that ignores nothing",
        "An author may set a problem aside with a comment that names its code and the reason; without either nothing is set aside.",
        "`manystudies: ignore CODE because REASON` inside a comment, on the line itself or alone above the block",
        "A convention of manystudies; what is set aside is listed with its reason.",
        "<!-- manystudies: ignore MS401 -->\n\nZinc was studied in forty adults.\n",
        "Zinc was studied in forty adults.\n",
    ),
    Code(
        "MS010",
        "page saved more than once",
        "One file holds several versions of the same page; each is read, a sentence that stands in both is counted once.",
        "the later part repeats headings and sentences of the earlier one in the same order",
        "A convention of manystudies; a sentence printed twice is one claim, not two.",
        two_versions("Zinc cures the common cold.", "Zinc may shorten the common cold."),
        "Zinc was studied in forty adults.\n",
    ),
)
