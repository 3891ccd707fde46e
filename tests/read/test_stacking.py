"""Columns and tables' cells of a picture: cut apart, laid below each other, and moved back."""

from __future__ import annotations

import numpy as np

from pipeline.read.scan import ruling, stacking
from pipeline.read.scan.raster import Picture
from pipeline.read.scan.tesseract import Seen, SeenLine

SCALE = 2.0


def page() -> Picture:
    return np.full((800, 600), 255, dtype=np.uint8)


def write(picture: Picture, left: int, right: int, top: int, bottom: int, step: int = 24) -> None:
    """Lines of black blocks, eight pixels high: words of forty pixels with spaces of six."""
    for row in range(top, bottom, step):
        for x in range(left, right - 40, 46):
            picture[row : row + 16, x : x + 40] = 0


def cut(picture: Picture) -> stacking.Stacked:
    dark = picture < 128
    return stacking.stacked(picture, dark, ruling.strokes(dark, SCALE), SCALE)


def test_columns_whose_lines_are_not_level_are_parted() -> None:
    picture = page()
    write(picture, 20, 580, 20, 100)
    write(picture, 20, 280, 140, 700)
    write(picture, 320, 580, 151, 700)
    boxes = [box for box, *_ in cut(picture).places]
    below = [box for box in boxes if box[1] >= 100]
    assert [box for box in below if box[0] < 280 and box[2] > 325] == []
    assert any(box[0] <= 20 and box[2] >= 560 for box in boxes if box[1] < 100)


def test_one_column_stays_whole() -> None:
    picture = page()
    write(picture, 20, 580, 20, 700)
    assert len(cut(picture).places) == 1


def test_cells_between_lines_are_parted_and_the_lines_wiped_off() -> None:
    picture = page()
    for y in (100, 160, 220):
        picture[y : y + 2, 50:552] = 0
    for x in (50, 300, 550):
        picture[100:222, x : x + 2] = 0
    write(picture, 70, 200, 120, 130)
    write(picture, 320, 450, 180, 190)
    made = cut(picture)
    cells = [box for box, *_ in made.places]
    assert len([box for box in cells if 40 < box[0] < 310 and box[2] - box[0] < 260]) == 4
    assert int((made.picture < 128).sum()) == int((picture[110:150, 60:290] < 128).sum()) * 2


def test_what_is_found_goes_back_to_its_place() -> None:
    picture = page()
    write(picture, 20, 280, 140, 700)
    write(picture, 320, 580, 151, 700)
    made = cut(picture)
    (x0, y0, _, _), x, y, _ = made.places[-1]
    box = (x + 5, y + 3, x + 45, y + 19)
    line = SeenLine((Seen("Омск", box, 90, "rus"),), box)
    (back,) = stacking.unstacked((line,), made.places)
    assert back.words[0].box == (x0 + 5, y0 + 3, x0 + 45, y0 + 19)


def test_large_type_is_made_smaller_and_not_parted() -> None:
    picture = page()
    for x in range(60, 500, 110):
        picture[100:144, x : x + 90] = 0  # words of a title, farther apart than a gutter is wide
    write(picture, 20, 580, 240, 700)
    title, *text = cut(picture).places
    assert title.box[1] <= 100 and title.box[3] >= 144
    assert 20 < 44 * title.shrink < 27  # the text's letters have 16
    assert [place.shrink for place in text] == [1.0]


def test_what_is_found_in_large_type_goes_back_to_its_place() -> None:
    picture = page()
    picture[100:144, 60:150] = picture[100:144, 170:400] = 0
    write(picture, 20, 580, 240, 700)
    made = cut(picture)
    title = made.places[0]
    assert title.shrink < 1
    black = np.argwhere(made.picture[: made.places[1].y] < 128)
    (top, left), (bottom, right) = black.min(axis=0).tolist(), (black.max(axis=0) + 1).tolist()
    line = SeenLine((Seen("Степь", (left, top, right, bottom), 90, "rus"),), (left, top, right, bottom))
    (back,) = stacking.unstacked((line,), made.places)
    assert np.allclose(back.words[0].box, (60, 100, 400, 144), atol=3)


def test_text_of_one_size_stays_as_it_is_be_it_large() -> None:
    picture = page()
    for row in range(60, 700, 80):
        for x in range(60 + row % 110, 500, 110):
            picture[row : row + 44, x : x + 90] = 0
    assert [place.shrink for place in cut(picture).places] == [1.0]


def test_cells_that_do_not_stand_level_are_parted() -> None:
    picture = page()
    picture[100:116, 60:150] = picture[124:140, 60:150] = picture[148:164, 60:150] = 0
    picture[112:128, 200:290] = picture[136:152, 200:290] = 0
    write(picture, 20, 580, 240, 700)
    assert len(cut(picture).places) == 3
