"""An editor batch issues: from the template's row to the Credentials page."""

from datetime import date

import pytest

from tests.journeys import school
from tests.journeys.hands import Keyboard, Mouse
from wagtail_credentials.models import Batch, Credential

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PEOPLE = [("Zoë Lindström", "zoe.l@example.org"), ("محمد علي", "muhammad@example.org"), ("李小龙", "li@example.org")]


@pytest.mark.parametrize("grip", [Mouse, Keyboard], ids=lambda grip: grip.name)
def test_a_sheet_becomes_credentials_under_review(page, worker, picture, tmp_path, grip):
    school.open_school()
    hand = grip(page)
    school.log_in(page, hand, "ann")

    # The template's row
    page.goto("/admin/snippets/wagtail_credentials/credentialtemplate/")
    hand.press(page.get_by_role("button", name="More options for 'Certificate of completion'"))
    picture(page, "01-templates")
    hand.press(page.get_by_role("link", name="Batch issue…"))

    # Step 1
    page.wait_for_url("**/issue/?template=*")
    hand.type(page.get_by_label("Batch name"), "Spring 2026")
    picture(page, "02-name-and-template")
    hand.press(page.get_by_role("button", name="Continue"))

    # Step 2: the template sheet, a sheet that is refused, one that is taken
    page.wait_for_url("**/upload/")
    with page.expect_download() as download:
        hand.press(page.get_by_role("link", name="Download template XLSX"))
    assert school.headings(download.value.path().read_bytes())[:2] == ["name", "email"]
    picture(page, "03-upload")
    hand.upload(
        page.get_by_label("Choose file"), school.sheet(tmp_path / "bad.xlsx", PEOPLE[0], ("Ann", "not an address"))
    )
    hand.press(page.get_by_role("button", name="Continue"))
    page.wait_for_url("**/rows/")
    assert page.get_by_label("E-mail email").input_value() == "not an address"
    picture(page, "04-wrong-rows")
    with page.expect_download() as download:
        hand.press(page.get_by_role("link", name="Download the problem list"))
    assert school.headings(download.value.path().read_bytes())[:2] == ["name", "email"]
    hand.type(page.get_by_label("E-mail email"), "still not")
    hand.press(page.get_by_role("button", name="Save"))
    page.get_by_text("Line 3 still needs a look.").wait_for()
    picture(page, "04-still-wrong")
    hand.type(page.get_by_label("E-mail email"), "ann@example.org")
    hand.press(page.get_by_role("button", name="Save"))
    page.wait_for_url("**/confirm/**")
    page.get_by_text("ann@example.org").first.wait_for()
    hand.press(page.get_by_role("link", name="Recipients"))
    page.wait_for_url("**/upload/")
    hand.upload(page.get_by_label("Choose file"), school.sheet(tmp_path / "good.xlsx", *PEOPLE))
    hand.press(page.get_by_role("button", name="Continue"))

    # Step 3: addresses at the left, each credential at the right
    page.wait_for_url("**/confirm/**")
    for name, email in PEOPLE:
        assert page.get_by_text(email).first.is_visible(), name
    preview = page.get_by_role("region", name="Preview")
    preview.get_by_role("img", name="Credential of Zoë Lindström").wait_for()
    picture(page, "05-confirm")
    hand.press(preview.get_by_role("link", name="Next"))
    preview.get_by_role("img", name="Credential of محمد علي").wait_for()
    page.keyboard.press("ArrowRight")
    preview.get_by_role("img", name="Credential of 李小龙").wait_for()
    hand.press(preview.get_by_role("link", name="Previous"))
    preview.get_by_role("img", name="Credential of محمد علي").wait_for()
    picture(page, "06-second")
    hand.press(preview.get_by_role("link", name="Correct"))
    page.wait_for_url("**/correct/**")
    hand.type(page.get_by_label("Name"), "محمد علي حسن")
    hand.press(page.get_by_role("button", name="Save"))
    preview.get_by_role("img", name="Credential of محمد علي حسن").wait_for()
    hand.set_day(page.get_by_label("Issued on"), date(2026, 3, 1))
    confirm_address = page.url
    hand.press(page.get_by_role("button", name="Batch issue credentials"))

    # The batch's page, with progress
    page.get_by_role("progressbar").first.wait_for()
    picture(page, "07-generating")
    school.wait_until(page, lambda: Batch.objects.get().status == "in_review")
    page.get_by_role("link", name="Under review").last.wait_for()
    picture(page, "07-generated")
    batch = Batch.objects.get()
    assert (batch.status, batch.source_name) == ("in_review", "good.xlsx")
    assert list(batch.credentials.order_by("line").values_list("recipient_name", "status", "issued_on")) == [
        (name, "in_review", date(2026, 3, 1)) for name in ("Zoë Lindström", "محمد علي حسن", "李小龙")
    ]

    # A second press, from the browser's history, changes nothing
    page.goto(confirm_address)
    page.wait_for_url(lambda url: "/confirm/" not in url)
    assert Credential.objects.count() == 3

    # On the Credentials page with their state, and the second door at its top
    page.goto("/admin/credentials/")
    picture(page, "08-home")
    hand.press(page.get_by_role("link", name="Batch issue credentials").first)
    page.wait_for_url("**/issue/")
    page.go_back()
    page.goto("/admin/credentials/all/")
    picture(page, "09-credentials")
    assert page.get_by_role("row").filter(has_text="Under review").count() == 3
    assert page.get_by_role("link", name="Batch issue credentials").first.is_visible()


@pytest.mark.parametrize("grip", [Mouse, Keyboard], ids=lambda grip: grip.name)
def test_wrong_rows_are_dropped_expressly(page, picture, tmp_path, grip):
    group = school.open_school()
    type(group).objects.update(duplicate_rule="skip")
    hand = grip(page)
    school.log_in(page, hand, "ann")
    page.goto(f"/admin/credentials/issue/?group={group.pk}")
    hand.press(page.get_by_role("button", name="Continue"))
    page.wait_for_url("**/upload/**")
    rows = (*PEOPLE, PEOPLE[0], ("Ann", "not an address"), ("", "bob@example.org"))
    hand.upload(page.get_by_label("Choose file"), school.sheet(tmp_path / "bad.xlsx", *rows))
    hand.press(page.get_by_role("button", name="Confirm and continue"))

    page.wait_for_url("**/rows/**")
    totals = page.get_by_role("navigation", name="What the check says")
    assert [" ".join(text.split()) for text in totals.get_by_role("link").all_inner_texts()] == [
        "6 All rows",
        "3 New",
        "1 Duplicate in the sheet skipped",
        "2 Invalid",
    ]
    hand.press(totals.get_by_role("link", name="All rows"))
    page.get_by_role("link", name="see line 2").wait_for()
    picture(page, "01-all-rows")
    hand.press(totals.get_by_role("link", name="Invalid"))
    hand.press(page.get_by_role("link", name="Drop them"))
    picture(page, "02-dropping")
    hand.press(page.get_by_role("button", name="Yes, drop"))

    page.wait_for_url("**/confirm/**")
    page.get_by_text("Duplicate in the sheet: 1 (skipped).").wait_for()
    picture(page, "03-confirm")
    assert page.get_by_text("3 credentials will be generated.").is_visible()


def test_a_sheet_is_dropped_on_the_page(page, tmp_path):
    school.open_school()
    hand = Mouse(page)
    school.log_in(page, hand, "ann")
    page.goto("/admin/credentials/issue/")
    hand.type(page.get_by_label("Batch name"), "Dropped")
    hand.choose(page.get_by_role("radio", name="Certificate of completion"))
    hand.press(page.get_by_role("button", name="Continue"))
    page.wait_for_url("**/upload/")

    content = list(school.sheet(tmp_path / "people.xlsx", *PEOPLE).read_bytes())
    dropped = page.evaluate_handle(
        """bytes => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], "people.xlsx"));
            return transfer;
        }""",
        content,
    )
    page.locator("[data-wc-drop]").dispatch_event("drop", {"dataTransfer": dropped})
    page.get_by_text("people.xlsx").wait_for()
    hand.press(page.get_by_role("button", name="Continue"))

    page.wait_for_url("**/confirm/**")
    assert Batch.objects.get().credentials.count() == 3
