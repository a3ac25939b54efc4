"""Words by which results are tied to the groups they are told of."""

HEADS = frozenset([
    "group", "groups", "arm", "arms", "cohort", "regimen", "recipients",
])  # fmt: skip
"""Words that the name of a group stands before."""
VERSUS = frozenset([
    "versus", "vs", "v",
])  # fmt: skip
ASSIGNED = frozenset([
    "receive", "received", "receiving", "given", "taking", "treated", "randomized", "randomised", "randomly", "assigned", "allocated",
    "undergoing", "underwent", "using",
])  # fmt: skip
"""Words that the name of a group follows where people are assigned."""
OUTCOMES = frozenset([
    "breast", "cancer", "disease", "survival", "tumor", "tumors", "toxicity", "neutropenia", "pain", "nausea", "recurrence", "response",
    "rate", "rates", "mortality", "symptoms", "lymph", "node", "nodes", "fatigue", "anemia",
])  # fmt: skip
"""Words that name what is measured even where they stand like the name of a group."""
CONNECTIVES = {
    "vs": "vs", "versus": "vs", "v": "vs", "than": "vs", "compared": "vs", "relative": "vs", "against": "vs", "whereas": "wh",
    "while": "wh", "but": "wh", "and": "&", "or": "or", ";": ";", "/": "/", "to": "to",
}  # fmt: skip
"""Words that join or part two results, by what they do."""
CROSSING = frozenset([
    "and", "or", "vs", "versus", "v", "than", "compared", "relative",
])  # fmt: skip
"""Words behind which another group is spoken of."""
LEADING = frozenset([
    "in", "with", "for", "on", "to", "among", "under", "receiving", "received", "from", "of", "by", "given",
])  # fmt: skip
"""Words that lead from a result to the name of its group."""
TAKEN = frozenset([
    "with", "on", "receiving", "received", "to", "given",
])  # fmt: skip
"""Words that lead from a result to what its people took."""
BETWEEN = frozenset([
    "%", "percent", "patients", "women", "months", "years", "days", "points", "weeks", "mg", "kg", "patient", "cases", "deaths",
    "events", ")", "]", "participants", "subjects", "of", "and", "±", "people", "g", "l", "dl", "m", "ml", "cm", "min", "/", "h",
    "responses", "recurrences",
])  # fmt: skip
"""Words between a result and those that lead to its group."""
BEHIND_NAME = frozenset([
    "group", "groups", "arm", "arms", "(", "[", ":", "=", ",", "patients", "women", "n", "was", "were", "had",
])  # fmt: skip
"""Words between the name of a group and its result."""
VERBS = frozenset([
    "was", "were", "had", "is", "are", "has", "have", "showed", "reported", "experienced", "received", "reached", "achieved",
    "averaged", "developed", "increased", "decreased", "declined", "improved",
])  # fmt: skip
"""Verbs between a group and its result."""
PEOPLE = frozenset([
    "the", "a", "an", "those", "patients", "patient", "women", "subjects", "participants", "men", "people", "controls", "survivors",
    "group", "arm", "receiving", "given", "treated", "with", "who", "received", "assigned", "to", "randomized", "randomised",
    "allocated", "on", "in", "individuals",
])  # fmt: skip
"""Words of people between the one that leads to a group and its name."""
