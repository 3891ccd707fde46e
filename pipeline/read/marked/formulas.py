"""Formulas of office files and web pages → one line of text: Word's OMML (ECMA-376, part 1, 22.1) and MathML.

A formula is a tree, and its text without the tree is false: «10» over «6» would be read as 106, a fraction's halves as one
number. So powers are raised («10⁶», «xⁿ⁺¹» as «x^(n+1)»), fractions get their stroke, roots their sign, and two figures that
stand side by side a space. A lowered figure stays on the line, as «CO2» does elsewhere, unless it follows another figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

_SUPERSCRIPTS: Final = str.maketrans("0123456789+-−–=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾")
_POWER: Final = re.compile(r"[\d+\-−–=()]+")
_SIMPLE: Final = re.compile(r"[\w.,]*[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]*")
_DEEPEST: Final = 60
"""Levels; what is nested deeper is a file made to be slow, and its text is read as it stands."""
_SKIPPED: Final = frozenset(
    "annotation annotation-xml mphantom phant del moveFrom instrText none mprescripts maligngroup malignmark".split()
)


def linear(element: Any) -> str:
    """The formula on one line.

    >>> from lxml import etree
    >>> linear(etree.fromstring("<math><mfrac><mi>V</mi><mn>4</mn></mfrac><mo>+</mo><msup><mn>10</mn><mn>6</mn></msup></math>"))
    'V/4+10⁶'
    """
    return " ".join(_of(element, 0).split())


def _of(element: Any, depth: int) -> str:
    """The text of an element with all that is in it."""
    name = _name(element)
    if not name or name in _SKIPPED or name.endswith("Pr"):
        return ""
    if depth > _DEEPEST:
        return " ".join("".join(element.itertext()).split())
    if name in _LEAVES:
        return "".join(element.itertext()).strip() or (" " if name == "t" else "")
    parts = [(_name(child), _of(child, depth + 1)) for child in element if not _name(child).endswith("Pr")]
    parts = [(kind, text) for kind, text in parts if kind and (text or kind not in _SKIPPED)]
    made = _MADE.get(name)
    texts = [text for _, text in parts]
    if made is not None:
        return made(texts, element)
    return _joined(texts)


def _joined(texts: Sequence[str]) -> str:
    """Side by side; figures that would become one number are kept apart."""
    found = ""
    for text in texts:
        found += " " + text if found[-1:].isdigit() and text[:1].isdigit() else text
    return found


def _at(texts: Sequence[str], place: int) -> str:
    return texts[place] if place < len(texts) else ""


def _braced(text: str) -> str:
    text = text.strip()
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _power(base: str, power: str) -> str:
    power = power.strip()
    if not power:
        return base
    return base + (power.translate(_SUPERSCRIPTS) if _POWER.fullmatch(power) else f"^{_braced(power)}")


def _lowered(base: str, index: str) -> str:
    index = index.strip()
    return f"{base}_{index}" if base[-1:].isdigit() and index[:1].isdigit() else base + index


def _fraction(texts: Sequence[str], _: Any) -> str:
    return f"{_braced(_at(texts, 0))}/{_braced(_at(texts, 1))}"


def _root(texts: Sequence[str], element: Any) -> str:
    """OMML has the degree first, MathML last; an empty degree is a square root's."""
    degree, inside = (
        (_at(texts, 0), _at(texts, 1)) if _name(element) == "rad" else (_at(texts, 1), _at(texts, 0))
    )
    return _power("", degree) + "√" + _braced(inside)


def _sum(texts: Sequence[str], element: Any) -> str:
    """A sum, product or integral with its limits: «∑(i=1; n)x»."""
    limits = "; ".join(text for text in texts[:-1] if text)
    return _property(element, "chr", "∫") + (f"({limits})" if limits else "") + _at(texts, len(texts) - 1)


def _fenced(texts: Sequence[str], element: Any) -> str:
    first = _property(element, "begChr", element.get("open") or "(")
    last = _property(element, "endChr", element.get("close") or ")")
    return first + _property(element, "sepChr", element.get("separators") or "; ").join(texts) + last


def _property(element: Any, wanted: str, otherwise: str) -> str:
    """The `m:val` of a property of an OMML element («naryPr/chr»), empty where it is set to nothing."""
    for group in element:
        if _name(group).endswith("Pr"):
            for one in group:
                if _name(one) == wanted:
                    return next((str(said) for key, said in one.attrib.items() if key.endswith("val")), "")
    return otherwise


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


_LEAVES: Final = frozenset(("t", "mi", "mn", "mo", "mtext", "ms"))
_Maker = Callable[[Sequence[str], Any], str]
_MADE: Final[dict[str, _Maker]] = {
    **dict.fromkeys(("f", "mfrac"), _fraction),
    **dict.fromkeys(("rad", "mroot"), _root),
    **dict.fromkeys(("sSup", "msup"), lambda texts, _: _power(_at(texts, 0), _at(texts, 1))),
    **dict.fromkeys(("sSub", "msub"), lambda texts, _: _lowered(_at(texts, 0), _at(texts, 1))),
    **dict.fromkeys(
        ("sSubSup", "msubsup"),
        lambda texts, _: _power(_lowered(_at(texts, 0), _at(texts, 1)), _at(texts, 2)),
    ),
    **dict.fromkeys(("limLow", "munder"), lambda texts, _: f"{_at(texts, 0)}({_at(texts, 1)})"),
    "munderover": lambda texts, _: f"{_at(texts, 0)}({_at(texts, 1)}; {_at(texts, 2)})",
    "sPre": lambda texts, _: _power(_at(texts, 0), _at(texts, 1)) + _at(texts, 2),
    "msqrt": lambda texts, _: "√" + _braced(_joined(texts)),
    "nary": _sum,
    **dict.fromkeys(("d", "mfenced"), _fenced),
    **dict.fromkeys(("func", "fName"), lambda texts, _: " ".join(filter(None, texts))),
    **dict.fromkeys(("m", "eqArr", "mtable"), lambda texts, _: "; ".join(filter(None, texts))),
    **dict.fromkeys(("mr", "mtr", "mlabeledtr"), lambda texts, _: " ".join(filter(None, texts))),
    "semantics": lambda texts, _: _at(texts, 0),
    "mspace": lambda texts, _: " ",
}
