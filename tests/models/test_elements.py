from wagtail_credentials.models.elements import LineElement


def test_only_a_colour_that_must_be_there_has_a_picker():
    blocks = LineElement().child_blocks

    kinds = {name: blocks[name].field.widget.input_type for name in ("colour", "fill")}

    assert kinds == {"colour": "color", "fill": "text"}
