from pathlib import Path

import pytest

from pipeline.model import Block, BlockKind, Document, Edit, Furniture, NoteMark, Page, Piece
from pipeline.segment import segment, split
from tests.segment.builder import document

TEXT = "Составы ждут на степной станции, потому что весов мало, а хлеба в этом году собрали много."
ROADS = (
    "УДК 656.2",
    "СТЕПНЫЕ ДОРОГИ И ИХ ХОЗЯЕВА",
    "Ильин Павел Сергеевич, доцент Курганского института путей, г. Курган",
    "Аннотация. Показано, кто чинит пути.",
    "Ключевые слова: пути, ремонт",
    TEXT,
    "Список литературы",
    "1. Серикова А. Т. Шпалы // Вестник степи. 2019. № 3. С. 5–17.",
)
MILLS = (
    "УДК 664.7",
    "А. Т. Серикова",
    "Мельницы приграничья",
    "Мельницы приграничья стоят без зерна третий месяц, и мельники уходят на железную дорогу.",
    TEXT,
    "Литература",
    "1. Омаров К. Жернова. М., 2001.",
    "Mills of the borderland",
    "Abstract. The mills stand idle for want of grain.",
)
SCALES = (
    "УДК 681.2",
    "ВЕСЫ НА СТАНЦИЯХ",
    "Омаров К. Е.",
    "Аннотация. Весы считают вагоны.",
    TEXT,
)


def test_three_papers_of_one_text() -> None:
    whole = document(*ROADS, *MILLS, *SCALES)
    papers = split(whole)
    assert [paper.doc_id for paper in papers] == ["d-1", "d-2", "d-3"]
    fronts = [segment(paper).front for paper in papers]
    assert [front.udc for front in fronts] == ["656.2", "664.7", "681.2"]
    assert [front.title for front in fronts] == [
        "СТЕПНЫЕ ДОРОГИ И ИХ ХОЗЯЕВА",
        "Мельницы приграничья",
        "ВЕСЫ НА СТАНЦИЯХ",
    ]
    assert [front.authors for front in fronts] == [
        ("Ильин Павел Сергеевич",),
        ("А. Т. Серикова",),
        ("Омаров К. Е.",),
    ]
    assert "\n\n".join(paper.text for paper in papers) == whole.text
    assert [len(segment(paper).references) for paper in papers] == [1, 1, 0]


def test_title_blocks_without_codes() -> None:
    bare = (
        "Ильин П. С.", "О степных дорогах", "Аннотация. Кратко о путях.", TEXT, "Литература", "1. Омаров К. Пути. М., 2001. 90 с.",
        "Серикова А. Т.", "О мельницах приграничья", "Аннотация. Кратко о зерне.", TEXT,
    )  # fmt: skip
    papers = split(document(*bare))
    assert [paper.text.split("\n")[0] for paper in papers] == ["Ильин П. С.", "Серикова А. Т."]


@pytest.mark.parametrize(
    "paper",
    [
        ROADS,
        MILLS,
        (*ROADS, "УДК 656.2", "STEPPE ROADS", "Pavel Ilyin", "Abstract. Who mends the tracks."),
        (*ROADS, "УДК 656.2", "СТЕПНЫЕ ДОРОГИ И ИХ ХОЗЯЕВА", "Ильин Павел Сергеевич", "Аннотация. Показано, кто чинит пути."),
        (TEXT, "Аннотация к карте утрачена, и где прошла старая дорога, теперь никто на станции не знает.", TEXT),
        (),
    ],
)  # fmt: skip
def test_one_paper_comes_back_as_itself(paper: tuple[str, ...]) -> None:
    whole = document(*paper)
    assert split(whole) == (whole,)


def test_what_stands_before_the_first_paper_is_kept() -> None:
    foreword = "Сборник составлен по докладам, которые прозвучали на станции, и печатается без правки. " * 4
    whole = document("СТЕПЬ И ДОРОГА", foreword.strip(), *ROADS, *SCALES)
    papers = split(whole)
    assert [paper.doc_id for paper in papers] == ["d-0", "d-1", "d-2"]
    assert papers[0].text.startswith("СТЕПЬ И ДОРОГА")
    rubric = split(document("СТЕПЬ И ДОРОГА. 2020. № 2. С. 1–9", *ROADS, "ТЕХНИЧЕСКИЕ НАУКИ", *SCALES))
    assert [paper.doc_id for paper in rubric] == ["d-1", "d-2"]
    assert segment(rubric[0]).front.journal == "СТЕПЬ И ДОРОГА"
    assert rubric[1].text.startswith("ТЕХНИЧЕСКИЕ НАУКИ")


def test_everything_that_points_into_the_text_is_counted_anew() -> None:
    plain = document(*ROADS, ("footnote", "Без учёта почты."), *SCALES)
    second = plain.text.index("УДК 681.2")
    note = next(i for i, block in enumerate(plain.blocks) if block.kind == "footnote")
    words = [
        Piece(at, at + 3, 1 if at < second else 2, (0.0, 0.0, 1.0, 1.0), raw=at + 10)
        for at in (0, second, second + 4)
    ]
    whole = Document(
        "d", "d.pdf", "0", "application/pdf", plain.text, blocks=plain.blocks, pieces=tuple(words),
        pages=(Page(1, 100, 100, "native", 0.9), Page(2, 100, 100, "ocr", 0.7)),
        furniture=(Furniture(2, None, "page_number", "7"),),
        notes=(NoteMark(20, "1", note), NoteMark(second + 12, "2", None)),
        edits=(Edit(second + 4, "hyphen_mended", "-\n", "", "dictionary"),),
    )  # fmt: skip
    first, last = split(whole)
    assert [page.number for page in first.pages] == [1]
    assert [page.number for page in last.pages] == [2]
    assert (first.text_layer, last.text_layer, last.text_quality) == ("native", "ocr", 0.7)
    assert first.furniture == ()
    assert last.furniture == whole.furniture
    assert last.pieces[0] == Piece(0, 3, 2, (0.0, 0.0, 1.0, 1.0), raw=second + 10)
    assert first.text[slice(*first.blocks[first.notes[0].block or 0][:2])] == "Без учёта почты."
    assert last.notes == (NoteMark(12, "2", None),)
    assert last.edits[0].at == 4
    for paper in (first, last):
        assert all(paper.text[block.start : block.end].strip() for block in paper.blocks)
    assert last.blocks[0] == Block(0, 9, "paragraph")


def test_proceedings_as_pdf(tmp_path: Path) -> None:
    weasyprint = pytest.importorskip("weasyprint")
    from pipeline.read import Limits, read

    pages = "".join(
        "<section>" + "".join(f"<p>{line}</p>" for line in paper) + "</section>"
        for paper in (ROADS, MILLS, SCALES)
    )
    style = "@page{size:A5;@bottom-center{content:counter(page)}} section{break-before:page} p{margin:14pt 0;font:11pt serif}"
    pdf = weasyprint.HTML(string=f"<html lang='ru'><style>{style}</style>{pages}</html>").write_pdf()
    papers = split(read(pdf, "proceedings.pdf", limits=Limits(), password=None))
    fronts = [segment(paper).front for paper in papers]
    assert [(front.udc, front.page_first, front.page_last) for front in fronts] == [
        ("656.2", 1, 1),
        ("664.7", 2, 2),
        ("681.2", 3, 3),
    ]
    for paper in papers:
        assert all(0 <= piece.start < piece.end <= len(paper.text) for piece in paper.pieces)
        assert next(paper.text[piece.start : piece.end] for piece in paper.pieces) == "УДК"


def _theses(title: str, author: str, *, listed: bool) -> tuple[str | tuple[BlockKind, str], ...]:
    """A thesis without codes and abstract: title, author, text, and perhaps a list."""
    tail = (
        ("Литература", "1. Омаров К. Пути. М., 2001. 90 с.", "2. Ли П. Весы. Омск, 2004. 12 с.")
        if listed
        else ()
    )
    return (("heading", title), author, "Омский институт дорог, г. Омск", TEXT, *tail)


def test_theses_of_title_author_and_text() -> None:
    three = (
        *_theses("О колодцах у тракта", "Серикова А. Т.", listed=False),
        *_theses("Перевозчики соли", "П. С. Ильин", listed=False),
        *_theses("Кто мостил дорогу", "Омаров К. Е., магистрант", listed=False),
    )
    papers = split(document(*three))
    assert [segment(paper).front.authors for paper in papers] == [
        ("Серикова А. Т.",),
        ("П. С. Ильин",),
        ("Омаров К. Е.",),
    ]
    two = (*ROADS[:-2], *_theses("Перевозчики соли", "П. С. Ильин", listed=False))
    assert len(split(document(*two))) == 1  # one alone is a heading with a name below it


def test_a_thesis_below_a_reference_list() -> None:
    papers = split(
        document(
            *_theses("О колодцах у тракта", "Серикова А. Т.", listed=True),
            *_theses("Перевозчики соли", "П. С. Ильин", listed=False),
        )
    )
    assert [segment(paper).front.title for paper in papers] == ["О колодцах у тракта", "Перевозчики соли"]
    assert [len(segment(paper).references) for paper in papers] == [2, 0]


def test_the_editor_s_dates_and_licence_stand_in_a_title_block() -> None:
    dated = (
        *("О мельницах приграничья", "© 2023 г. А. Т. Серикова", "Статья поступила в редакцию 03.02.2023."),
        *("Аннотация. Показано, где стоят мельницы.", TEXT),
    )
    papers = split(document(*ROADS, *dated))
    assert [segment(paper).front.title for paper in papers] == [
        "СТЕПНЫЕ ДОРОГИ И ИХ ХОЗЯЕВА",
        "О мельницах приграничья",
    ]


def test_a_file_that_breaks_off_below_a_title_block() -> None:
    begun = "Показано, кто и когда мостил тракт, сколько стоила верста и почему подрядчики разорялись чаще, чем богатели. "
    papers = split(
        document(*ROADS, ("heading", "КТО МОСТИЛ ТРАКТ"), "Омаров К. Е.", f"Аннотация. {begun * 2}".strip())
    )
    assert [segment(paper).front.title for paper in papers] == [
        "СТЕПНЫЕ ДОРОГИ И ИХ ХОЗЯЕВА",
        "КТО МОСТИЛ ТРАКТ",
    ]


def test_a_table_of_contents_has_no_authors() -> None:
    contents: tuple[str | tuple[BlockKind, str], ...] = (
        ("heading", "СОДЕРЖАНИЕ"),
        "Ильин П. С. Степные дороги и их хозяева . . . . . . . . . . . . . 3",
        "А. Т. Серикова. Мельницы приграничья . . . . . . . . . . . . . . . 9",
        "Сборник составлен по докладам, которые прозвучали на станции, и печатается без правки редакции.",
    )
    papers = split(document(*contents, *ROADS, *MILLS))
    assert [paper.doc_id for paper in papers] == ["d-0", "d-1", "d-2"]
    front = segment(papers[0]).front
    assert (front.title, front.authors) == (None, ())
