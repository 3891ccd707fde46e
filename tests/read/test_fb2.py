"""FictionBooks: depth by nesting, a body of notes, encodings that are named rightly and wrongly."""

from __future__ import annotations

import pytest

from pipeline.model import Document
from pipeline.read import ReadError, read

BODY = (
    "<description><title-info><book-title>Не отсюда</book-title></title-info></description><body>"
    "<title><p>Пути сообщения</p><p>Очерк</p></title><epigraph><p>Дорога кормит.</p><text-author>Ямщик</text-author></epigraph>"
    "<section><title><p>Реки</p></title><section><title><p>Иртыш</p></title>"
    '<p>Пароход<strong>ы</strong> ходили до Зайсана<a l:href="#n1" type="note">[1]</a>; сток 10<sup>9</sup> м<sup>3</sup>.</p>'
    "<empty-line/><subtitle>Пристани</subtitle><cite><p>Тут стояли баржи.</p></cite>"
    "<poem><stanza><v>Плыви, мой чёлн,</v><v>по воле волн.</v></stanza></poem></section></section>"
    "<section><title><p>Тракты</p></title><table><tr><th>Год</th><th>Обозов</th></tr><tr><td>1890</td><td>3 100</td></tr></table></section>"
    '</body><body name="notes"><title><p>Примечания</p></title><section id="n1"><title><p>1</p></title><p>С мая.</p></section></body>'
    '<binary id="cover" content-type="image/png">AAAA</binary>'
)


def book(body: str = BODY, encoding: str = "utf-8", named: str | None = None) -> bytes:
    return (
        f'<?xml version="1.0" encoding="{named or encoding}"?>\n<FictionBook '
        'xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink">'
        f"{body}</FictionBook>"
    ).encode(encoding)


def blocks(found: Document) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, found.text[block.start : block.end]) for block in found.blocks]


def test_a_book() -> None:
    found = read(book(), "roads.fb2")
    assert found.media_type == "application/x-fictionbook+xml"
    assert blocks(found)[:-1] == [
        ("title", 0, "Пути сообщения Очерк"),
        ("quote", 0, "Дорога кормит."),
        ("quote", 0, "Ямщик"),
        ("heading", 1, "Реки"),
        ("heading", 2, "Иртыш"),
        ("paragraph", 0, "Пароходы ходили до Зайсана; сток 10⁹ м³."),
        ("footnote", 0, "С мая."),
        ("heading", 3, "Пристани"),
        ("quote", 0, "Тут стояли баржи."),
        ("quote", 0, "Плыви, мой чёлн,"),
        ("quote", 0, "по воле волн."),
        ("heading", 1, "Тракты"),
    ]
    assert [(note.mark, note.block) for note in found.notes] == [("1", 6)]
    assert [(cell.text, cell.header) for cell in found.tables[0].cells] == [
        ("Год", True),
        ("Обозов", True),
        ("1890", False),
        ("3 100", False),
    ]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("cp1251", "windows-1251"),
        ("koi8-r", "koi8-r"),
        ("utf-16", "utf-16"),
        ("cp1251", "utf-8"),
        ("utf-8", "windows-1251"),
    ],
)
def test_encodings(encoding: str, named: str) -> None:
    assert read(book(encoding=encoding, named=named), "roads.fb2").text == read(book(), "roads.fb2").text


def test_damage_is_told() -> None:
    found = read(book(BODY.replace("</cite>", "").replace("&", "")), "roads.fb2")
    assert "Иртыш" in found.text
    assert [problem.code for problem in found.problems] == ["PARSE_ERROR"]
    with pytest.raises(ReadError) as caught:
        read(book("<body/>"), "empty.fb2")
    assert caught.value.code == "NO_TEXT"


def test_entities_are_refused() -> None:
    data = book().replace(
        b"<FictionBook", b'<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]><FictionBook', 1
    )
    with pytest.raises(ReadError) as caught:
        read(data, "roads.fb2")
    assert (caught.value.code, "entities" in caught.value.message) == ("UNREADABLE", True)


def test_notes_typed_by_hand_are_tied() -> None:
    body = "<body><section><p>Ледоход 2020<sup>1</sup> года.</p><p>Пристани пусты.</p><p><sup>1</sup> На Иртыше.</p></section></body>"
    found = read(book(body), "ice.fb2")
    assert [(kind, text) for kind, _, text in blocks(found)] == [
        ("paragraph", "Ледоход 2020 года."),
        ("footnote", "На Иртыше."),
        ("paragraph", "Пристани пусты."),
    ]
