"""Which effects may not be pooled together, and the sentence that says why."""

from collections.abc import Sequence

from manystudies.measures import Effect

NOTHING = "There is no study to pool."
SINGLE = "Only one study gives a result that can be pooled; its own is shown."
MIXED = "The studies report different measures, which may not be averaged."
TWICE = "One study appears more than once; its people may not be counted twice."
SHARED = "Two comparisons share one control group; its people may not be counted twice."


def refusal(effects: Sequence[Effect]) -> str | None:
    """Why these effects may not be pooled as independent studies, or None.

    A study is known by `Effect.study` (by its key where that is empty), a shared arm by `Effect.control`.
    """
    if not effects:
        return NOTHING
    if len({effect.measure for effect in effects}) > 1:
        return MIXED
    controls = [effect.control for effect in effects if effect.control]
    if len(set(controls)) < len(controls):
        return SHARED
    if len({effect.study or effect.key for effect in effects}) < len(effects):
        return TWICE
    if len(effects) == 1:
        return SINGLE
    return None
