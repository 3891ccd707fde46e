"""The typesettings of the reading benchmark: which paper, who prints it, how. Data only; `build.py` makes them."""

from __future__ import annotations

from typeset_edition import Look

LOOKS: tuple[Look, ...] = (
    Look(
        "weasy_book", "01_trade_turnover", "WeasyPrint", 1, "PT Serif", 9.5,
        captions="right", first_page=45, number="foot", extras=("bbk", "edn", "note", "quote", "figure", "grant"),
        head_left="П. А. Ларионов, А. М. Сеитова", head_right="Взаимная торговля России и Казахстана",
        options={"sheet": "book"},
    ),
    Look(
        "weasy_columns", "05_transport_corridors", "WeasyPrint", 2, "DejaVu Serif", 9,
        first_page=31, number="foot-outer", extras=("edn", "list"), english="none",
        head_left="Магистраль и сеть. 2024. Т. 48, № 2 (31–36)", head_right="2024. Т. 48, № 2 (31–36). И. Г. Шестакова",
        options={"sheet": "columns", "front": "in", "hyphen": "\u2010"},
    ),
    Look(
        "weasy_mixed", "02_eaeu_institutions", "WeasyPrint", 2, "PT Sans", 9.5,
        first_page=113, number="head-outer", first="none", extras=("bbk", "quote", "sidebar"), captions="both",
        head_left="Политика и право Евразии. 2023. № 4 (28)", head_right="Тарханов И. С. Институты интеграции",
        stamp="© Тарханов И. С., 2023",
        options={"sheet": "mixed", "wide": "t1", "hyphen": "\u2010"},
    ),
    Look(
        "weasy_three", "03_water_abstract", "WeasyPrint", 3, "Liberation Sans", 8,
        tables="horizontal", number="foot", first_page=61, head_left="Вода и границы", head_right="Вода и границы",
        authors="marks", extras=("list",), english="end", options={"sheet": "three", "notes": "none", "wide": "t1"},
    ),
    Look(
        "weasy_word", "06_universities", "WeasyPrint", 1, "Liberation Serif", 12,
        extras=("list", "structured", "quote"), authors="marks", tables="ruled",
        options={"sheet": "word", "spread": "letter", "notes": "none"},
    ),
    Look(
        "weasy_side", "04_border_regions", "WeasyPrint", 1, "DejaVu Sans", 8.5,
        english="side", authors="ras", first_page=7, number="head-outer", captions="both", tables="none",
        extras=("bbk", "edn", "quote", "list", "figure", "sidebar", "structured"),
        head_left="М. О. Кострова, Д. Е. Жаксыбеков", head_right="Пространство и регион. 2024. № 2",
        options={"sheet": "side", "turned": "t1"},
    ),
    Look(
        "pdflatex_cmap", "01_trade_turnover", "pdfLaTeX", 1, "Computer Modern (cm-super)", 10,
        authors="marks", tables="horizontal", first_page=3, number="head-outer", extras=("note", "list", "structured"),
        head_left="П. А. Ларионов, А. М. Сеитова", head_right="Взаимная торговля России и Казахстана",
        options={"encoding": "cmap", "geometry": "a5paper,margin=17mm,top=20mm,bottom=20mm", "side": "t2"},
    ),
    Look(
        "pdflatex_glyphs", "02_eaeu_institutions", "pdfLaTeX", 2, "Computer Modern (cm-super)", 10,
        authors="ras", captions="right", first_page=112, extras=("bbk", "note", "quote", "list"), tables="horizontal",
        head_left="Политика и право Евразии. 2023. № 4 (28)", head_right="И. С. Тарханов. Институты интеграции (112–115)",
        options={"encoding": "glyphs", "twocolumn": "across", "wide": "t1", "geometry": "a4paper,margin=19mm,columnsep=7mm"},
    ),
    Look(
        "pdflatex_bare", "06_universities", "pdfLaTeX", 1, "Computer Modern (cm-super)", 11,
        english="none", tables="ruled", first_page=201, number="foot-outer",
        head_left="Высшая школа и культура Евразии. 2024. Вып. 3", head_right="Университеты и культурные связи",
        options={"encoding": "bare", "geometry": "a4paper,margin=28mm"},
    ),
    Look(
        "xelatex_two", "04_border_regions", "XeLaTeX", 2, "CMU Serif", 10,
        authors="marks", captions="both", first_page=8, number="foot-outer", tables="horizontal",
        extras=("bbk", "edn", "note", "quote", "figure"),
        head_left="КОСТРОВА, ЖАКСЫБЕКОВ", head_right="ПРИГРАНИЧНЫЕ РЕГИОНЫ РОССИИ И КАЗАХСТАНА",
        options={"twocolumn": "in", "wide": "t1", "geometry": "a4paper,margin=18mm,columnsep=6mm"},
    ),
    Look(
        "xelatex_long", "03_water_abstract", "XeLaTeX", 1, "Liberation Serif", 12,
        first="none", authors="ras", tables="horizontal", first_page=61, extras=("edn", "quote", "list", "note", "grant"),
        head_left="Вода и границы", head_right="Дубровина Н. Ф., Ермеков С. Ж.", stamp="© Дубровина Н. Ф., Ермеков С. Ж., 2024",
        options={"language": "babel", "geometry": "a5paper,margin=16mm,top=20mm,bottom=20mm", "long": "t1"},
    ),
    Look(
        "lualatex_ras", "05_transport_corridors", "LuaLaTeX", 2, "PT Serif", 11,
        authors="ras", first_page=18, number="head-outer", first="none", english="side", tables="none",
        extras=("bbk", "note", "quote", "structured", "sidebar"),
        head_left="ШЕСТАКОВА", head_right="ТРАНСПОРТНЫЕ КОРИДОРЫ РОССИИ И КАЗАХСТАНА",
        stamp="ЭНЕРГИЯ И ДОРОГИ № 3 2024",
        options={"language": "babel", "multicol": "2", "geometry": "a4paper,margin=20mm,columnsep=8mm"},
    ),
    Look(
        "lualatex_turned", "02_eaeu_institutions", "LuaLaTeX", 1, "DejaVu Serif", 9,
        authors="marks", english="end", captions="right", first_page=77, tables="ruled",
        extras=("edn", "note", "list", "figure"), head_left="Тарханов И. С.", head_right="Договорная практика: ЕАЭС, СНГ и ШОС",
        options={"turned": "t1", "spread": "thin", "geometry": "a4paper,margin=25mm"},
    ),
    Look(
        "office_word", "01_trade_turnover", "LibreOffice", 1, "Liberation Serif", 12,
        authors="marks", captions="right", first_page=3, number="foot-outer", tables="none",
        extras=("bbk", "note", "quote", "sidebar"), stamp="© Ларионов П. А., Сеитова А. М., 2024",
        head_left="Вестник экономики сопредельных стран. 2024. Т. 9, № 2", head_right="П. А. Ларионов, А. М. Сеитова",
        options={"page": "210 297 25", "hyphens": "auto", "line": "120"},
    ),
    Look(
        "office_columns", "04_border_regions", "LibreOffice", 2, "Liberation Serif", 10,
        authors="ras", first_page=41, tables="ruled", extras=("edn", "note", "list"), number="head-outer",
        head_left="М. О. Кострова, Д. Е. Жаксыбеков", head_right="Приграничные регионы России и Казахстана",
        options={"page": "210 297 20", "hyphens": "auto", "columns": "2", "cell": "0.66"},
    ),
    Look(
        "office_spread", "06_universities", "LibreOffice", 1, "PT Serif", 11,
        english="end", tables="none", first_page=11, extras=("bbk", "note", "quote", "list"),
        head_left="Высшая школа и культура Евразии", head_right="Высшая школа и культура Евразии",
        options={"page": "170 240 20", "hyphens": "soft", "spread": "space"},
    ),
    Look(
        "office_notes", "02_eaeu_institutions", "LibreOffice", 2, "Liberation Sans", 9.5,
        first_page=5, tables="horizontal", captions="both", english="none",
        extras=("structured", "note", "sidebar", "list"), head_left="Политика и право Евразии", head_right="И. С. Тарханов",
        options={"page": "210 297 22", "hyphens": "auto", "columns": "2", "spread": "letter", "notes": "section", "wide": "t1"},
    ),
    Look(
        "office_docx", "03_water_abstract", "LibreOffice", 1, "Times New Roman", 12,
        english="mixed", number="none", first="none", options={"source": "docx"},
    ),
    Look(
        "weasy_heads", "05_transport_corridors", "WeasyPrint", 1, "Liberation Serif", 10.5,
        authors="marks", captions="right", english="end", first_page=59, number="foot-outer", tables="horizontal",
        extras=("bbk", "edn", "quote", "list", "figure"),
        head_left="Экономика перевозок и энергетики\n2024. № 4 (61), 58–63",
        head_right="Шестакова И. Г. Транспортные коридоры\n2024. № 4 (61), 58–63",
        options={"sheet": "book", "hyphen": "\u2010", "spread": "letter"},
    ),
)  # fmt: skip
