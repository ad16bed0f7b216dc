"""Whoever filled in a form page of the site is issued to: by mouse, by keyboard, and without JavaScript."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model

from tests.forms import let_see, make_form, submit
from tests.journeys import school
from tests.journeys.hands import Keyboard, Mouse
from wagtail_credentials.models import Batch, Credential

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
FIELDS = (("Your name", "singleline"), ("Contact", "email"), ("Remark", "multiline"))


def open_school():
    """The school, with a form that three people sent in and Ann may see."""
    school.open_school()
    page = make_form(*FIELDS, title="Registration")
    let_see(get_user_model().objects.get(username="ann"), page)
    for day, name in enumerate(("Ottilie Brandt", "林 美玲", "Yusuf Demirtaş"), 1):
        submit(page, f"2026-03-0{day}T12:00", your_name=name, contact=f"person{day}@example.org", remark="Thanks")


@pytest.mark.parametrize("grip", [Mouse, Keyboard], ids=lambda grip: grip.name)
def test_submissions_of_a_form_are_matched_checked_and_ready_to_confirm(page, picture, grip):
    open_school()
    hand = grip(page)
    school.log_in(page, hand, "ann")

    # At the group's door
    page.goto("/admin/credentials/issue/group/")
    hand.press(page.get_by_role("link", name="Practical botany"))
    page.wait_for_url("**/issue/?group=*")
    hand.choose(page.get_by_role("radio", name="Submissions of a form"))
    picture(page, "01-door")
    hand.press(page.get_by_role("button", name="Continue"))

    # Which form
    page.wait_for_url("**/form/**")
    picture(page, "02-forms")
    hand.press(page.get_by_role("link", name="Registration"))

    # Which fields: the e-mail is found, the name is not
    page.get_by_text("3 submissions will be read").wait_for()
    picture(page, "03-fields")
    hand.press(page.get_by_role("button", name="Confirm and continue"))
    page.get_by_text("Choose the field in which this stands.").wait_for()
    picture(page, "04-missing")
    hand.select(page.get_by_label("Name", exact=False).first, "Your name")
    page.get_by_role("cell", name="Ottilie Brandt").wait_for()
    hand.set_day(page.get_by_label("Submitted from"), date(2026, 3, 2))
    page.get_by_text("2 submissions will be read").wait_for()
    picture(page, "05-preview")
    hand.press(page.get_by_role("button", name="Confirm and continue"))

    page.wait_for_url("**/confirm/**")
    picture(page, "06-confirm")
    names = Credential.objects.order_by("line").values_list("recipient_name", flat=True)
    assert list(names) == ["林 美玲", "Yusuf Demirtaş"]
    assert Batch.objects.get().source_name == "Registration"


def test_without_javascript_there_is_a_button_for_the_preview(browser, live_server):
    open_school()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/admin/login/")
    page.fill("[name=username]", "ann")
    page.fill("[name=password]", "password")
    page.press("[name=password]", "Enter")
    page.goto("/admin/credentials/issue/")
    page.fill("[name=name]", "Spring")
    page.locator("[name=template]").first.check(force=True)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="Submissions of a form").click()
    page.get_by_role("link", name="Registration").click()

    page.select_option("[name=column-name]", label="Your name")
    page.get_by_role("button", name="Show what will be read").click()
    page.get_by_role("cell", name="Ottilie Brandt").wait_for()
    assert Credential.objects.count() == 0
    page.get_by_role("button", name="Continue").last.click()

    page.wait_for_url("**/confirm/**")
    assert Credential.objects.count() == 3
    context.close()
