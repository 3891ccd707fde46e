from __future__ import annotations

from pipeline.cli.explain import explained
from pipeline.extract import Extracted
from pipeline.extract.amount import find
from pipeline.model import Mention, Rejection
from pipeline.russian.nlp import build


def said(text: str) -> list[str]:
    found = [*find(build()(text))]
    mentions = tuple(f for f in found if isinstance(f, Mention))
    return [*explained(text, Extracted(mentions, tuple(f for f in found if isinstance(f, Rejection))))]


def test_what_fired_and_by_which_rule() -> None:
    (line,) = said("оборот превысил 26 млрд долл., как и ждали")
    assert "«26 млрд долл.»" in line
    assert "money >26000000000 USD" in line
    assert "[amount.money]" in line


def test_what_was_rejected_and_why() -> None:
    lines = said("согласно ст. 7 договора квота равна 5 т")
    assert any("«5 т»" in line for line in lines)
    assert lines[lines.index("rejected:") + 1].endswith("[amount.label] a number after «ст.»")


def test_nothing() -> None:
    assert said("о цене не договорились") == ["nothing fired"]
