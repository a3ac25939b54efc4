"""Words that name people without saying so: who speaks of rickets speaks of children, who speaks of mothers of pregnancy."""

import re
from functools import cache

_NAMED: tuple[tuple[str, str], ...] = (
    (
        r"child|adolesc|infant|newborn",
        r"child|kid|girl|boy|teen|adolesc|infant|bab(?:y|ies)|newborn|neonat|p(?:a)?ediatr|school|student|pupil|youth|juvenile|rickets|autis|pre-?term|preemie|premature|birth|croup|colic|bronchiolitis|breast-?fe|young|type 1 diab|\bt1d|\bsids\b|daughter|\bsons?\b|puberty|milk teeth|caries|growth|grow",
    ),
    (r"pregnan|breast-?feed", r"pregnan|mother|matern|gestation|eclamp|birth|f(?:o)?etal|f(?:o)?etus|prenatal|antenatal|trimester|miscarr|post-?partum|lactat|breast|bab(?:y|ies)|newborn|infant|ivf|conception"),
    (r"older|elderly", r"elder|senior|\bold|ag(?:ed|e|ing)\b|nursing home|\bfalls?\b|fracture|dement|alzheimer|frail|sarcopen|menopaus|parkinson|osteopor|macular|cataract"),
    (r"menopaus", r"menopaus|women|osteopor|breast cancer|fracture|senior|elder"),
    (r"dialysis|renal|kidney", r"dialy|kidney|renal|nephro|\bckd\b|transplant|parathyroid"),
    (r"inpatient|hospital|admitted|intensive|critical", r"hospital|\bicu\b|critical|intensive|admitted|patient|sepsis|septic|surg|ventilat|infarct|stroke|death|died?\b|mortal|cancer|covid|fracture|burn|trauma|surviv"),
    (r"athlet", r"athlet|sport|ballet|dancer|player|runner|swimmer|gymnast|\bteam|football|basketball|muscle|perform"),
    (r"veteran", r"veteran|soldier|militar"),
    (r"nurse", r"nurse|health ?care"),
    (r"cancer", r"cancer|chemo|tumou?r|leuk|lymphoma|melanoma|surviv"),
)  # fmt: skip


def names_them(who: str, words: str) -> bool:
    """Whether words speak of the people that a study describes as `who`, by name or by what only they have or do.

    >>> names_them("children", "Rickets cured by vitamin D"), names_them("children", "Asthma cured by vitamin D")
    (True, False)
    """
    return any(people.search(who) is not None and hints.search(words) is not None for people, hints in _patterns())


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(people, re.IGNORECASE), re.compile(hints, re.IGNORECASE)) for people, hints in _NAMED)
