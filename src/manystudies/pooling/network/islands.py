"""Which treatments are compared at all, directly or through others."""

from collections.abc import Iterable, Sequence


def islands(treatments: Sequence[str], groups: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """The connected parts of a network whose trials compare `groups` of treatments; largest first, names in order.

    >>> islands(["a", "b", "c", "d"], [("a", "b"), ("c", "d")])
    (('a', 'b'), ('c', 'd'))
    """
    root = {name: name for name in treatments}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for group in groups:
        for name in group[1:]:
            root[find(name)] = find(group[0])
    parts: dict[str, list[str]] = {}
    for name in sorted(treatments):
        parts.setdefault(find(name), []).append(name)
    return tuple(sorted((tuple(part) for part in parts.values()), key=lambda part: (-len(part), part)))
