"""How strong a claim a study's design allows: the cap of the ladder."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from manystudies.claims.claim import Claim, Strength
from manystudies.studies import Design, Study


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The strongest wording a study carries, and why in one plain sentence. `study` is its key."""

    strength: Strength
    why: str
    study: str


_OBSERVED = "it observed people and assigned nothing, so it can show that things go together, not that one causes the other"
_CAPS: Mapping[Design, tuple[Strength, str, str]] = MappingProxyType(
    {
        "laboratory": (1, "a laboratory study", "it shows how something may work, not what happens in people"),
        "animal": (1, "a study in animals", "it shows how something may work, not what happens in people"),
        "case report": (2, "a case report", "one person's course has nothing to be compared with"),
        "case series": (2, "a case series", "without a control group, what would have happened anyway is unknown"),
        "before-after": (2, "an uncontrolled before–after study", "without a control group, what would have happened anyway is unknown"),
        "case-control": (2, "a case–control study", _OBSERVED),
        "cohort": (2, "a cohort study", _OBSERVED),
        "cross-sectional": (2, "a cross-sectional study", _OBSERVED),
        "ecological": (2, "an ecological study", _OBSERVED),
        "observational": (2, "an observational study", _OBSERVED),
        "genetic": (2, "a genetic association study", "it shows which genes go together with the condition, not what treats it"),
        "mendelian randomisation": (
            3,
            "a Mendelian randomisation study",
            "a cause inferred from genes rests on assumptions that cannot be tested fully",
        ),
        "non-randomised trial": (2, "a non-randomised trial", "its groups were not made alike by chance"),
        "quasi-randomised": (
            3,
            "one quasi-randomised trial",
            "one trial can be a chance result, and its groups were not made alike by chance",
        ),
        "randomised trial": (3, "one randomised trial", "one trial can be a chance result"),
        "review": (3, "a narrative review", "it did not search for and weigh all studies"),
        "news": (2, "a news report", "it tells of a study and is none"),
    }
)
"""By design: strongest wording, name, reason. The rules of the ladder; designs that are missing are capped by their own words or not at all."""
_BY_OWN_WORDS: Mapping[Design, str] = MappingProxyType(
    {
        "guideline": "a guideline",
        "meta-analysis": "a meta-analysis",
        "network meta-analysis": "a network meta-analysis",
        "systematic review": "a systematic review",
    }
)
_HIGHEST: Strength = 4
"""Nothing reaches 5: no study proves, and "best" needs a comparison of all."""
_REVIEWS_AT_LEAST: Strength = 2


def ceiling(study: Study, claims: Iterable[Claim] = ()) -> Ceiling | None:
    """The cap that a study's design puts on claims that rest on it alone, or None where its design is unknown.

    Laboratory and animal studies allow 1, observational and uncontrolled ones 2, one randomised trial 3. A systematic
    review, meta-analysis or guideline allows as much as its own words on the page say (`claims` in the voice "study"
    that rest on it), and at most 4; where none of them are shown, 4. Nothing reaches 5.

    When not to believe it: a single trial can be very large and certain; its effect's certainty then says more than its design.
    """
    rule = _CAPS.get(study.design)
    if rule is not None:
        strength, name, reason = rule
        return Ceiling(strength, f"It rests on {name}: {reason}.", study.key)
    name_of = _BY_OWN_WORDS.get(study.design)
    if name_of is None:
        return None
    own = [claim.strength for claim in claims if claim.voice == "study" and study.key in claim.rests_on and claim.strength > 1]
    if not own:
        return Ceiling(_HIGHEST, f"It rests on {name_of} whose conclusion is not shown here.", study.key)
    strongest = max(_REVIEWS_AT_LEAST, min(_HIGHEST, max(own)))
    return Ceiling(strongest, f"It rests on {name_of}, whose own words on this page are no stronger.", study.key)


def ceiling_of(claim: Claim, studies: Mapping[str, Study], claims: Iterable[Claim] = ()) -> Ceiling | None:
    """The cap on one claim: the highest among the studies it rests on; None where it rests on none of known design."""
    claims = tuple(claims)
    caps = [ceiling(studies[key], claims) for key in claim.rests_on if key in studies]
    known = [cap for cap in caps if cap is not None]
    return max(known, key=lambda cap: cap.strength, default=None) if len(known) == len(caps) else None
