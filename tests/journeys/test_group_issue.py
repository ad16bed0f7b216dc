"""An editor issues from a group, a reviewer publishes, and anybody can look at the result."""

import io

import pypdf
import pytest

from tests.journeys import school
from tests.journeys.hands import Keyboard, Mouse
from wagtail_credentials.models import Credential

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.parametrize("grip", [Mouse, Keyboard], ids=lambda grip: grip.name)
def test_recipients_typed_in_are_reviewed_published_and_verified(page, context, worker, picture, grip):
    school.open_school()
    hand = grip(page)
    school.log_in(page, hand, "ann")

    # From the credentials home, by group
    page.goto("/admin/credentials/")
    hand.press(page.get_by_role("link", name="Create / issue new credential"))
    page.wait_for_url("**/issue/group/")
    hand.type(page.get_by_role("searchbox", name="Search by name"), "botany")
    picture(page, "01-groups")
    hand.press(page.get_by_role("link", name="Practical botany"))

    # Option 1: by hand
    page.wait_for_url("**/issue/?group=*")
    hand.type(page.get_by_label("Batch name"), "Two people")
    hand.choose(page.get_by_role("radio", name="Enter recipients"))
    picture(page, "02-options")
    hand.press(page.get_by_role("button", name="Continue"))
    page.wait_for_url("**/recipients/**")
    hand.type(page.get_by_label("Name", exact=False).first, "Dvořák, Antonín")
    hand.type(page.get_by_label("E-mail", exact=False).first, "antonin@")
    hand.press(page.get_by_role("button", name="Add another"))
    hand.type(page.get_by_label("Name", exact=False).nth(1), "Ελένη Παπαδοπούλου")
    hand.type(page.get_by_label("E-mail", exact=False).nth(1), "eleni@example.org")
    hand.press(page.get_by_role("button", name="Confirm and continue"))
    page.locator(".error-message").first.wait_for()
    picture(page, "03-refused")
    assert page.get_by_label("Name", exact=False).nth(1).input_value() == "Ελένη Παπαδοπούλου"
    hand.type(page.get_by_label("E-mail", exact=False).first, "antonin@example.org")
    hand.press(page.get_by_role("button", name="Confirm and continue"))

    # Details and dates
    page.wait_for_url("**/confirm/**")
    picture(page, "04-details")
    hand.press(page.get_by_role("button", name="Generate credentials"))
    school.wait_until(page, lambda: Credential.objects.in_review().count() == 2)
    page.get_by_text("Generated and not published.").wait_for()
    picture(page, "05-generated")
    first = Credential.objects.order_by("line").first()
    assert page.request.get(f"/c/{first.uuid}/").status == 404

    # A reviewer, in a browser of her own
    context.clear_cookies()
    school.log_in(page, hand, "bob")
    picture(page, "06-wagtail-home")
    hand.press(page.get_by_role("link", name="Pending review").first)
    page.wait_for_url("**/review/**")
    picture(page, "07-under-review")
    hand.press(page.get_by_role("link", name="Dvořák, Antonín").first)
    page.frame_locator("iframe").get_by_role("heading", name="Practical botany").first.wait_for()
    page.get_by_role("img", name="The document of Dvořák, Antonín").wait_for()
    picture(page, "08-review")
    hand.press(page.get_by_role("link", name="Next"))
    page.get_by_role("img", name="The document of Ελένη Παπαδοπούλου").wait_for()

    # A mistake in a value: only this one is rendered again
    hand.press(page.get_by_role("link", name="Correct a value"))
    hand.type(page.get_by_label("Name", exact=False).first, "Ελένη Παππά")
    hand.press(page.get_by_role("button", name="Save"))
    page.get_by_role("img", name="The document of Ελένη Παππά").wait_for(timeout=60_000)
    picture(page, "09-corrected")

    # Select all, publish now
    school.wait_until(page, lambda: Credential.objects.in_review().count() == 2)
    page.goto("/admin/credentials/review/")
    hand.choose(page.get_by_role("checkbox", name="Select all").first)
    hand.press(page.locator("a", has_text="Publish now"))
    page.get_by_text("2 credentials").first.wait_for()
    picture(page, "10-publish")
    hand.press(page.get_by_role("button", name="Publish"))
    school.wait_until(page, lambda: Credential.objects.published().count() == 2)
    picture(page, "11-published")

    # Anybody
    context.clear_cookies()
    page.goto(f"/c/{first.uuid}/")
    assert page.url.endswith(f"/credentials/{first.uuid}/")
    assert page.get_by_role("heading", name="Practical botany").first.is_visible()
    picture(page, "12-public")
    with page.expect_download() as download:
        hand.press(page.get_by_role("link", name="Download PDF"))
    text = pypdf.PdfReader(io.BytesIO(download.value.path().read_bytes())).pages[0].extract_text()
    assert "Dvořák, Antonín" in text
    page.goto("/credentials/")
    hand.type(page.get_by_role("textbox").first, str(first.uuid))
    hand.press(page.get_by_role("button", name="Verify"))
    page.get_by_text("genuine").first.wait_for()
    picture(page, "13-verified")
