"""Heads of several levels, tables side by side, tables of words that go on overleaf."""

from pipeline.read.flow import Grid, Slot
from pipeline.read.ink import Rule
from pipeline.read.runs import runs_of
from pipeline.read.tabular import overleaf, unruled

from .test_tables_alignment import Said, cells, lines, spans, words

THREE_LEVELS: tuple[Said, ...] = (
    (225, 100, "Опрошено, чел."),
    *((50, 112, "Возраст"), (205, 112, "город"), (325, 112, "село")),
    *((190, 124, "муж."), (240, 124, "жен."), (305, 124, "муж."), (355, 124, "жен.")),
    *((50, 136, "До 30"), (193, 136, "112"), (243, 136, "120"), (308, 136, "45"), (358, 136, "51")),
    *((50, 148, "Старше"), (193, 148, "204"), (243, 148, "233"), (308, 148, "88"), (358, 148, "92")),
)


def test_a_head_of_three_levels() -> None:
    assert spans(*THREE_LEVELS) == [(0, 0, 3, 1), (0, 1, 1, 4), (1, 1, 1, 2), (1, 3, 1, 2)]
    assert cells(*THREE_LEVELS)[:4] == [
        ["Возраст", "Опрошено, чел.", "", "", ""],
        ["", "город", "", "село", ""],
        ["", "муж.", "жен.", "муж.", "жен."],
        ["До 30", "112", "120", "45", "51"],
    ]


def test_its_levels_parted_by_short_rules() -> None:
    rules = [Rule(185, 103, 380, 103.5), Rule(185, 115, 265, 115.5), Rule(300, 115, 380, 115.5)]
    assert spans(*THREE_LEVELS, rules=rules) == spans(*THREE_LEVELS)


def test_an_upper_cell_of_two_lines_is_one() -> None:
    two: tuple[Said, ...] = (
        (225, 100, "Опрошено в трёх"),
        (225, 110, "районах области, человек"),
        *((50, 122, "Возраст"), (190, 122, "муж."), (240, 122, "жен."), (305, 122, "дети")),
        *((50, 134, "До 30"), (193, 134, "112"), (243, 134, "120"), (308, 134, "45")),
        *((50, 146, "Старше"), (193, 146, "204"), (243, 146, "233"), (308, 146, "88")),
    )
    assert cells(*two)[0][1] == "Опрошено в трёх районах области, человек"
    assert cells(*two)[1][1:] == ["муж.", "жен.", "дети"]


def test_two_tables_under_two_captions_in_one_row() -> None:
    side: tuple[Said, ...] = (
        *((50, 100, "Таблица 1. Мосты"), (300, 100, "Таблица 2. Броды")),
        *((50, 114, "Река"), (130, 114, "2019"), (180, 114, "2020")),
        *((300, 114, "Река"), (380, 114, "лето"), (430, 114, "зима")),
        *((50, 126, "Тобол"), (130, 126, "12"), (180, 126, "14")),
        *((300, 126, "Илек"), (380, 126, "3,5"), (430, 126, "0")),
        *((50, 138, "Ишим"), (130, 138, "7"), (180, 138, "8")),
        *((300, 138, "Сакмара"), (380, 138, "1,1"), (430, 138, "2")),
        (50, 162, "Мосты строят долго, а спорят о них ещё дольше, и всякий раз о том, кто заплатит."),
    )
    found = [grid for grid, _ in unruled.captioned(runs_of(words(*side)))]
    firsts = [[slot.lines[0].text for slot in grid.slots if slot.row == 1] for grid in found]
    assert firsts == [["Тобол", "12", "14"], ["Илек", "3,5", "0"]]


def grid(*head: str) -> Grid:
    slots = tuple(Slot(0, at, tuple(lines((50.0, 90.0, text))), True) for at, text in enumerate(head))
    return Grid(slots, 1, len(head), 1, None, 1)


OVERLEAF: tuple[Said, ...] = (
    (50, 100, "Продолжение таблицы 3"),
    *((50, 112, "Часть"), (120, 112, "Статья"), (220, 112, "О чём")),
    *((120, 128, "Третья"), (220, 128, "О пошлинах на лес")),
    (220, 138, "и зерно"),
    *((120, 154, "Пятая"), (220, 154, "О мостах")),
    *((50, 170, "IV"), (120, 170, "Шестая"), (220, 170, "О спорах")),
)
PROSE: Said = (50, 186, "Мосты строят долго, а спорят о них ещё дольше, и всякий раз.")


def test_a_table_of_words_goes_on_under_its_head() -> None:
    made = overleaf.under_head(grid("Часть", "Статья", "О чём"), lines(*OVERLEAF, PROSE))
    assert made is not None
    table, end = made
    rows = [["" for _ in range(3)] for _ in range(table.n_rows)]
    for slot in table.slots:
        rows[slot.row][slot.column] = " ".join(line.text for line in slot.lines)
    assert rows[1][1:] == ["Третья", "О пошлинах на лес и зерно"]
    assert end == len({base for _, base, _ in OVERLEAF})


def test_under_another_head_it_is_another_table() -> None:
    assert overleaf.under_head(grid("Часть", "Статья", "Год"), lines(*OVERLEAF)) is None
    assert overleaf.under_head(grid("Часть", "Статья", "О чём"), lines(*OVERLEAF[1:])) is None
