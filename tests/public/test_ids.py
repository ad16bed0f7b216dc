import uuid

import pytest

from wagtail_credentials.public.ids import read_id

ID = uuid.UUID("3f2b8c1e-9a4d-4e6f-8b7a-2d5c1e0f9a3b")


@pytest.mark.parametrize(
    "text",
    [
        "3f2b8c1e-9a4d-4e6f-8b7a-2d5c1e0f9a3b",
        "3F2B8C1E9A4D4E6F8B7A2D5C1E0F9A3B",
        "  3f2b8c1e-9a4d-4e6f-\n8b7a-2d5c1e0f9a3b ",
        "3f2b8c1e\u20139a4d\u20114e6f\u20108b7a\u22122d5c1e0f9a3b",
        "3f2b8c1e-\u00ad9a4d-4e6f-8b7a-\u200b2d5c1e0f9a3b",
        "https://school.example.org/c/3f2b8c1e-9a4d-4e6f-8b7a-2d5c1e0f9a3b/pdf/?utm_source=mail",
        "urn:uuid:3f2b8c1e-9a4d-4e6f-8b7a-2d5c1e0f9a3b",
    ],
)
def test_an_id_is_read_as_people_paste_it(text):
    assert read_id(text) == ID


@pytest.mark.parametrize(
    "text",
    [
        "",
        "botany",
        "\x00",
        "\ud83d",
        "../../etc/passwd",
        "3f2b8c1e",
        "a" * 40,
        "a" * 10_000,
        f"{ID.hex}0",
        f"0{ID.hex}",
    ],
)
def test_what_holds_no_id_gives_none(text):
    assert read_id(text) is None
