"""MS1: identifiers and the list of references."""

from manystudies.checks.code import Code

_OWN = """# Zinc and colds

Zinc is a mineral. It is found in meat and seeds.

## References

1. Ames, B. (2021). Zinc for beginners. Good Cell Magazine. https://www.goodcell.example/zinc-for-beginners
2. Bell, C. (2021). Zinc in winter. Good Cell Magazine. https://www.goodcell.example/zinc-in-winter
3. Cole, D. (2022). Zinc and you. Good Cell Magazine. https://www.goodcell.example/zinc-and-you
4. Dunn, E. (2022). Ten foods with zinc. Good Cell Magazine. https://www.goodcell.example/ten-foods-with-zinc
5. Earl, F. (2022). Zinc lozenges for colds. Journal of Colds, 4(2), 11-19. https://doi.org/10.5555/12345678
"""
_OTHERS = """# Zinc and colds

Zinc is a mineral [1]. It is found in meat [2], seeds [3] and nuts [4].

## References

1. Ames, B. (2021). Zinc for beginners. Journal of Minerals, 1(2), 3-9. https://doi.org/10.5555/11111111
2. Bell, C. (2021). Zinc in winter. Journal of Seasons, 3(1), 1-8. https://doi.org/10.5555/22222222
3. Cole, D. (2022). Zinc and you. Journal of Readers, 9(4), 40-44. https://doi.org/10.5555/33333333
4. Dunn, E. (2022). Ten foods with zinc. Journal of Food, 7(7), 70-77. https://doi.org/10.5555/44444444
"""
_MARKS = """# Zinc and colds

Zinc was studied [1].

## References

1. Morenoa P, Kellerb S, Duboisa T, Novakc L, Rossia G, Lindb H (2011) Zinc lozenges for colds. J Colds 4:11-19
"""
_GIVEN = """# Zinc and colds

Zinc was studied [1].

## References

1. Margaret EK, Jonathan PL, Christopher AN, Elizabeth SR (2011) Zinc lozenges for colds. J Colds 4:11-19
"""
_PLAIN = """# Zinc and colds

Zinc was studied [1].

## References

1. Moreno P, Keller S, Dubois T, Novak L, Rossi G, Lind H (2011) Zinc lozenges for colds. J Colds 4:11-19
"""
_WIKI = "## Zinc shortens colds - Mar 2019\n\n**Zinc lozenges for the common cold: a randomized trial**\n\n{}\n\nFifty adults were randomized.\n"

CODES: tuple[Code, ...] = (
    Code(
        "MS101",
        "identifier cut short",
        "A DOI that ends before it names one paper cannot be looked up; it is reported and the rest is never guessed.",
        "a DOI is 10.NNNN/ and a suffix that names one object, not only a year, a journal or a prefix",
        "ANSI/NISO Z39.84 (DOI syntax). https://doi.org/10.1000/182",
        _WIKI.format("J Colds 2019 Mar 3. doi:10.1155/2019"),
        _WIKI.format("J Colds 2019 Mar 3. doi:10.1155/2019/362981"),
    ),
    Code(
        "MS102",
        "identifier tidied",
        "An identifier was printed with a stray mark (a trailing dot, a missing colon, a doubled prefix); the tidy form is shown.",
        "printed form without its marks",
        "ANSI/NISO Z39.84 (DOI syntax). https://doi.org/10.1000/182",
        _WIKI.format("J Colds 2019 Mar 3. Doi 10.5555/12345678."),
        _WIKI.format("J Colds 2019 Mar 3. https://doi.org/10.5555/12345678"),
    ),
    Code(
        "MS103",
        "affiliation letters on surnames",
        "The small letters that point at affiliations were copied as part of the surnames, so the reference cannot be found by author.",
        "at least five authors, four in five of whose surnames end in a letter a to e, with at least two different letters of which one is b to e",
        "Wager & Middleton (2008), on errors in references. https://doi.org/10.1002/14651858.MR000002.pub3",
        _MARKS,
        _PLAIN,
    ),
    Code(
        "MS104",
        "given names as surnames",
        "Authors are listed by given name with the surname turned into an initial, so the reference cannot be found by author.",
        "at least three authors, half of whom stand under a common given name followed by two initials",
        "Wager & Middleton (2008), on errors in references. https://doi.org/10.1002/14651858.MR000002.pub3",
        _GIVEN,
        _PLAIN,
    ),
    Code(
        "MS105",
        "text printed twice in a row",
        "A name or phrase stands twice without a space between, the trace of a copied web page.",
        "the same two or more words, repeated at once",
        "A convention of manystudies.",
        "## Zinc and colds\n\nPaula MorenoPaula MorenoSven KellerSven Keller\n\nFifty adults took zinc.\n",
        "## Zinc and colds\n\nPaula Moreno, Sven Keller\n\nFifty adults took zinc.\n",
    ),
    Code(
        "MS106",
        "references mostly the publisher's own",
        "More than half of the reference list points at one website: such a list shows what the publisher wrote, not what was studied.",
        "entries on the commonest website / entries > 1/2, with at least four of them, doi.org and libraries left out",
        "Silberg, Lundberg & Musacchio (1997), benchmarks for medical pages. https://doi.org/10.1001/jama.1997.03540390074039",
        _OWN,
        _OTHERS,
    ),
    Code(
        "MS107",
        "references never cited in the text",
        "A list of references to which no sentence points: a reader cannot tell which claim rests on which source.",
        "no mark, link or author-year in the text leads to an entry of the list",
        "Silberg, Lundberg & Musacchio (1997), benchmarks for medical pages. https://doi.org/10.1001/jama.1997.03540390074039",
        _OWN,
        _OTHERS,
    ),
    Code(
        "MS108",
        "study without its text",
        "A heading speaks of a study of which the page shows no abstract and no number, so nothing of it can be checked here.",
        "a section that names a study holds no sentence with a result",
        "Silberg, Lundberg & Musacchio (1997), benchmarks for medical pages. https://doi.org/10.1001/jama.1997.03540390074039",
        "## Zinc shortens colds - RCT Mar 2019\n\n**Zinc lozenges for the common cold: a randomized trial**\n\n[Download the PDF](https://files.example/zinc.pdf)\n",
        _WIKI.format("J Colds 2019 Mar 3. Colds lasted 4.0 days with zinc and 7.1 days with placebo."),
    ),
)
