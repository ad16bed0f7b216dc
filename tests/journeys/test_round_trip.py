"""An editor downloads what was issued, mends a name in the sheet, and hands it in again."""

import io

import openpyxl
import pytest

from tests.journeys import school
from tests.journeys.hands import Keyboard, Mouse
from wagtail_credentials.models import Batch, Credential
from wagtail_credentials.services.batching import confirm_batch, create_batch
from wagtail_credentials.services.generating import generate_chunk
from wagtail_credentials.services.publishing import publish_chunk
from wagtail_credentials.services.reviewing import approve
from wagtail_credentials.services.staging import stage_recipients

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def issued(group, *names):
    """A batch of these; the first of them is published."""
    batch = create_batch("Spring", group.template, group)
    stage_recipients(batch, [{"name": name, "email": f"p{n}@example.org"} for n, name in enumerate(names)])
    confirm_batch(Batch.objects.get(pk=batch.pk))
    generate_chunk(batch.pk)
    approve(batch.credentials.filter(line=1))
    publish_chunk(batch.pk)
    return batch


def mended(data, folder, **changes):
    """The sheet with the names in ``changes`` replaced, and a row of somebody unknown."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in book.active.iter_rows(min_row=2):
        row[1].value = changes.get(row[1].value.partition(" ")[0], row[1].value)
    book.active.append([None, "Nobody", "nobody@example.org"])
    book.save(folder / "mended.xlsx")
    return folder / "mended.xlsx"


@pytest.mark.parametrize("grip", [Mouse, Keyboard], ids=lambda grip: grip.name)
@pytest.mark.usefixtures("worker")
def test_names_mended_in_a_sheet_come_back(page, worker, picture, tmp_path, grip):
    batch = issued(school.open_school(), "Zoe Angstrom", "Bo Li", "Cy Twombly")
    hand = grip(page)
    school.log_in(page, hand, "ann")

    # Take the sheet away
    page.goto(f"/admin/credentials/batches/inspect/{batch.pk}/")
    menu = page.get_by_role("button", name="Actions")
    hand.press(menu.first)
    picture(page, "01-menu")
    with page.expect_download() as download:
        hand.press(page.get_by_role("link", name="Download XLSX"))
    file = mended(download.value.path().read_bytes(), tmp_path, Zoe="Zoë Ångström", Bo="李小龙")

    # Hand it in
    page.goto(f"/admin/credentials/update/?batch={batch.pk}")
    picture(page, "02-upload")
    hand.upload(page.locator("input[type=file]"), file)
    hand.press(page.get_by_role("button", name="Show what would change"))

    # What would change
    page.wait_for_url("**/update/*/")
    page.get_by_role("heading", name="What would change").wait_for()
    picture(page, "03-difference")
    hand.press(page.get_by_role("link", name="With problems"))
    page.get_by_text("No credential that this sheet may change has this.").wait_for()
    picture(page, "04-problems")
    hand.choose(page.get_by_role("checkbox", name="Leave the line with a problem"))
    hand.press(page.get_by_role("button", name="Apply 2 corrections"))
    page.wait_for_url(f"**/inspect/{batch.pk}/")
    picture(page, "05-applied")

    # Both are generated; what is published stays
    school.wait_until(page, lambda: Credential.objects.in_review().count() == 3)
    copy = Credential.objects.get(replaces__isnull=False)
    assert (copy.recipient_name, copy.replaces.recipient_name) == ("Zoë Ångström", "Zoe Angstrom")
    assert copy.replaces.status == "published"
    assert set(batch.credentials.in_review().values_list("recipient_name", flat=True)) == {"李小龙", "Cy Twombly"}
    page.goto(f"/admin/credentials/review/{copy.replaces.pk}/")
    page.get_by_text("Another one waits to take its place").wait_for()
    picture(page, "06-original")
