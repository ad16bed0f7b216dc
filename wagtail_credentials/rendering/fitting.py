"""Does a text fit its box, and at which size would it? Read from WeasyPrint's own layout of the very page."""

#: Points between two sizes that are tried.
STEP = 0.5
#: Pixels of a box that rounding may use up.
TOLERANCE = 0.5


def overflowing(page) -> set[int]:
    """The places (in the design) of the text elements of a laid out page that are higher or wider than their box."""
    return {index for index, box in _text_boxes(page._page_box) if not _fits(box)}


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
    lines = list(_lines(box))
    if not lines:
        return True
    height = max(line.position_y + line.height for line in lines) - min(line.position_y for line in lines)
    width = max(sum(child.margin_width() for child in line.children) for line in lines)
    return height <= box.height + TOLERANCE and width <= box.width + TOLERANCE


def _lines(box):
    for child in box.children:
        if type(child).__name__ == "LineBox":
            yield child
        elif hasattr(child, "children"):
            yield from _lines(child)
