"""Does a text fit its box, and at which size would it? Read from WeasyPrint's own layout of the very page."""

#: Points between two sizes that are tried.
STEP = 0.5
#: Pixels of a box that rounding may use up.
TOLERANCE = 0.5


def overflowing(page) -> set[int]:
    """The places (in the design) of the text elements of a laid out page that are higher or wider than their box."""
    return {index for index, box in _text_boxes(page._page_box) if not _fits(box)}


def align(page, elements: list[dict]) -> None:
    """Move the text of every element of a laid out page to the middle or the bottom of its box, as the element says.

    WeasyPrint aligns so in flex containers and tables only: the one takes half the time of a page, the other would be
    read aloud as a table.
    """
    for index, box in _text_boxes(page._page_box):
        share = SHARES.get(elements[index].get("vertical_align"), 0.5)
        if share and box.children and "cut" not in box.element.get("class").split():
            free = box.height - _extent(list(_lines(box)))[1]
            for child in box.children:
                child.translate(dy=free * share)


#: The part of the free height that lies above the text.
SHARES = {"top": 0, "middle": 0.5, "bottom": 1}


def largest_fitting(smallest: float, largest: float, fits) -> float | None:
    """The largest size in steps of half a point for which ``fits(size)`` holds, None where none does."""
    low, high = 0, int((largest - smallest) / STEP)
    if not fits(smallest):
        return None
    while low < high:
        middle = (low + high + 1) // 2
        if fits(smallest + middle * STEP):
            low = middle
        else:
            high = middle - 1
    return smallest + low * STEP


def _text_boxes(box):
    # An absolutely placed box stands behind a placeholder in the tree.
    box = getattr(box, "_box", box)
    element = getattr(box, "element", None)
    if element is not None and element.get("data-element") and "text" in element.get("class").split():
        yield int(element.get("data-element")), box
        return
    for child in getattr(box, "children", ()):
        yield from _text_boxes(child)


def _fits(box):
    width, height = _extent(list(_lines(box)))
    return height <= box.height + TOLERANCE and width <= box.width + TOLERANCE


def _extent(lines):
    """Width and height that the lines take, in pixels."""
    if not lines:
        return 0, 0
    height = max(line.position_y + line.height for line in lines) - min(line.position_y for line in lines)
    return max(sum(child.margin_width() for child in line.children) for line in lines), height


def _lines(box):
    for child in box.children:
        if type(child).__name__ == "LineBox":
            yield child
        elif hasattr(child, "children"):
            yield from _lines(child)
