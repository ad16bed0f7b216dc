"""A designer starts from a design of the gallery, in the colours of the school."""

import re

import pytest

from tests.journeys import school
from tests.journeys.hands import Keyboard, Mouse
from wagtail_credentials.models import CredentialTemplate

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PICTURE = "li:has(h3:text-is('Diploma')) img"


@pytest.mark.parametrize("grip", [Mouse, Keyboard], ids=lambda grip: grip.name)
def test_a_design_in_the_school_s_colours_becomes_a_draft(page, picture, grip):
    school.open_school()
    hand = grip(page)
    school.log_in(page, hand, "ann")
    page.goto("/admin/snippets/wagtail_credentials/credentialtemplate/")
    hand.press(page.get_by_role("link", name="Start from a design"))
    page.wait_for_url("**/designs/")
    before = page.locator(PICTURE).get_attribute("src")

    # The browser's own picker is not ours to drive: what it does is set a value.
    page.get_by_label("Main colour").fill("#7a1f3d")
    page.get_by_label("Main colour").dispatch_event("change")
    page.wait_for_url("**/designs/?primary=%237a1f3d**")
    drawn = page.locator(PICTURE)
    drawn.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth", arg=drawn.element_handle())
    picture(page, "recoloured")
    assert drawn.get_attribute("src") != before
    assert "ground" not in page.url

    hand.press(page.get_by_role("button", name=re.compile(r"^Use this design ?: Diploma$")))
    page.wait_for_url("**/credentialtemplate/edit/**")
    template = CredentialTemplate.objects.get(title="Diploma (copy)")
    assert not template.live
    assert template.design["elements"][0]["fill"] == "#7a1f3d"
