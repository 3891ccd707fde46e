"""Events said short: «XIX Форум» is the XIX of the one forum that the paper names in full."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pipeline.link.registered import folded
from pipeline.russian.registry import Entry, entries

_NUMBERED: Final = re.compile(r"(?P<number>[IVXLCХ]+(?:-[йяе])?|\d{1,3}(?:-\w{1,2})?)\s+(?P<name>.+)")


def parts(full: str) -> tuple[str, str]:
    """(number, name): «XIX Форум» → («XIX», «Форум»); no number is an empty one."""
    match = _NUMBERED.fullmatch(full)
    return (match["number"], match["name"]) if match else ("", full)


def full_names(said: Iterable[str]) -> dict[str, str]:
    """Each event's name in full, for the events of one paper: the one longer name in it that begins so."""
    names = tuple(dict.fromkeys(said))
    bare = {parts(name)[1] for name in names}
    found: dict[str, str] = {}
    for name in names:
        number, short = parts(name)
        longer = _longest(short, bare)
        found[name] = f"{number} {longer}".strip() if longer else name
    return found


def registered(full: str) -> Entry | None:
    """The one registered event that a name of two words or more begins, for a paper that never says it in full."""
    names = {entry.name: entry for entry in entries() if entry.type == "EVENT"}
    longer = _longest(full, names) if " " in full else None
    return names[longer] if longer else None


def _longest(short: str, names: Iterable[str]) -> str | None:
    """The single longest name that begins with the short one; null where two do that don't begin alike."""
    begin = folded(short) + " "
    longer = sorted((name for name in names if folded(name).startswith(begin)), key=lambda n: (len(n), n))
    if longer and all(folded(longer[-1]).startswith(folded(name)) for name in longer):
        return longer[-1]
    return None
