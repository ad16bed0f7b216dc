from io import BytesIO

import pypdfium2
import pytest

from tests.designs import make_design, text
from wagtail_credentials.domain.filling import LONGEST_NAME
from wagtail_credentials.rendering.documents import Renderer
from wagtail_credentials.rendering.fitting import largest_fitting


def lines_of(element, name):
    """[(font size in points, top in mm, bottom in mm)] of the text that the element draws, one a text run."""
    pdf = Renderer(make_design(element)).pdf({"recipient.name": name}, title="x", url="https://x")
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    page = document[0]
    height = page.get_height()
    boxes = []
    for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        _left, bottom, _right, top = item.get_bounds()
        boxes.append(((height - top) * 25.4 / 72, (height - bottom) * 25.4 / 72))
    document.close()
    return boxes


def name_element(**values):
    return text("[recipient.name]", **{"x": 10, "y": 20, "width": 190, "height": 20, "size": 40, **values})


def test_a_text_that_fits_keeps_its_size():
    small, plain = (lines_of(name_element(minimum_size=m), "Zoë") for m in (8, None))

    assert small == plain


def test_a_long_name_shrinks_until_it_lies_inside_its_box():
    boxes = lines_of(name_element(minimum_size=8), LONGEST_NAME)

    assert min(top for top, _bottom in boxes) >= 20
    assert max(bottom for _top, bottom in boxes) <= 40


def test_a_long_word_shrinks_rather_than_breaks():
    boxes = lines_of(name_element(minimum_size=8), "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysilio")

    assert len(boxes) == 1


def test_without_a_minimum_a_text_keeps_its_size_and_wraps():
    boxes = lines_of(name_element(), LONGEST_NAME)

    assert len(boxes) > 2


@pytest.mark.parametrize(("where", "lowest", "highest"), [("top", 20, 30), ("middle", 25, 35), ("bottom", 30, 40)])
def test_a_text_stands_at_the_top_in_the_middle_or_at_the_bottom(where, lowest, highest):
    [(top, bottom)] = lines_of(name_element(vertical_align=where, size=20), "Ann")

    assert lowest < (top + bottom) / 2 < highest


def test_what_does_not_even_fit_at_its_smallest_is_cut_from_its_end():
    boxes = lines_of(name_element(minimum_size=30, height=13), LONGEST_NAME)

    assert 20 <= min(top for top, _bottom in boxes) < 25


@pytest.mark.parametrize(("limit", "size"), [(100, 20.0), (12.7, 12.5), (6, 6.0), (5, None)])
def test_the_largest_size_that_fits_is_found_in_half_points(limit, size):
    assert largest_fitting(6, 20, lambda tried: tried <= limit) == size
