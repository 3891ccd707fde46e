"""What is wrong inside words that were read badly: a hyphen or space too many or too few, a wrong digit, another character.

A word with a wrong figure is the worst thing that a reader can hand on, so digits are looked at one by one: another digit, one
too many inside a number (a note's mark glued to «2018»), one lost from it. A number that is missing as a whole isn't wrong.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from rapidfuzz.distance import Levenshtein

JOINTS: Final = frozenset(" -\u00ad\u2010\u2011\ufffe\u00ac")
"""What stands or doesn't where a line ended."""

WITHHELD: Final = "\N{REPLACEMENT CHARACTER}"
"""What a reader writes in the place of a character that it cannot tell."""

_MASK: Final = str.maketrans("0123456789", WITHHELD * 10)
_TWINS: Final = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")
_DASHES: Final = frozenset("-–—−‑‐")
_QUOTES: Final = frozenset("«»„“”\"'’‘")


class Change(NamedTuple):
    """The characters `truth[t0:t1]` were read as `read[r0:r1]`."""

    t0: int
    t1: int
    r0: int
    r1: int


def folded(text: str) -> str:
    """The text with Latin letters that look like Cyrillic ones made Cyrillic."""
    return text.translate(_TWINS)


def masked(text: str) -> str:
    """The text with all its digits withheld."""
    return text.translate(_MASK)


def changes(truth: str, read: str) -> list[Change]:
    """The least changes that make one text of the other."""
    return [
        Change(step.src_start, step.src_end, step.dest_start, step.dest_end)
        for step in Levenshtein.opcodes(truth, read)
        if step.tag != "equal"
    ]


def is_joint(truth: str, read: str, change: Change) -> bool:
    """Whether the change is one of hyphens and spaces alone: a word broken or welded."""
    said, got = truth[change.t0 : change.t1], read[change.r0 : change.r1]
    return JOINTS.issuperset(said) and JOINTS.issuperset(got)


def between(truth: str, read: str, place: int, length: int) -> str | None:
    """What the truth has in the place of `read[place:place + length]`; null where the characters around it differ.

    >>> between("Северо-Казахстанская", "СевероКазахстанская", 6, 0)
    '-'
    >>> between("сотрудничество", "сотруд-ничество", 6, 1)
    ''
    """
    partner: dict[int, int] = {}
    for step in Levenshtein.opcodes(truth, read):
        if step.tag == "equal":
            for at in range(step.src_end - step.src_start):
                partner[step.dest_start + at] = step.src_start + at
    left, right = partner.get(place - 1), partner.get(place + length)
    return truth[left + 1 : right] if left is not None and right is not None and left < right else None


def wrong_digits(truth: str, read: str) -> int:
    """Digits read as other digits, or put into or lost from a number.

    >>> wrong_digits("26,4 млрд", "20,9 млрд"), wrong_digits("в 2018 году", "в 20181 году")
    (2, 1)
    >>> wrong_digits("в 2018 году", "в году"), wrong_digits("в 2018 году", "в \N{REPLACEMENT CHARACTER}018 году")
    (0, 0)
    """
    count = 0
    for change in changes(truth, read):
        said, got = truth[change.t0 : change.t1], read[change.r0 : change.r1]
        if len(said) == len(got):
            count += sum(a.isdecimal() and b.isdecimal() and a != b for a, b in zip(said, got, strict=True))
        elif not said or not got:
            beside_truth = truth[change.t0 - 1 : change.t0] + truth[change.t1 : change.t1 + 1]
            beside_read = read[change.r0 - 1 : change.r0] + read[change.r1 : change.r1 + 1]
            inside = any(map(str.isdecimal, beside_truth)) and any(map(str.isdecimal, beside_read))
            count += sum(map(str.isdecimal, said + got)) if inside else 0
    return count


def sort_of(truth: str, read: str) -> str:
    """In one word, what is wrong with words that were read as others: for lists of differences."""
    if not truth or not read:
        return "lost" if truth else "added"
    if WITHHELD in read and masked(truth) == masked(read):
        return "digits withheld"
    if wrong_digits(truth, read):
        return "digits"
    found = changes(truth, read)
    if all(is_joint(truth, read, change) for change in found):
        return "hyphen or space"
    said = "".join(truth[change.t0 : change.t1] for change in found)
    got = "".join(read[change.r0 : change.r1] for change in found)
    if truth.casefold() == read.casefold():
        return "case"
    if folded(truth) == folded(read):
        return "look-alikes"
    if _DASHES.issuperset(said + got):
        return "dashes"
    if _QUOTES.issuperset(said + got):
        return "quotes"
    if not any(sign.isalnum() for sign in said + got):
        return "signs"
    return "letters"
