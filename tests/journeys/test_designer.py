"""An editor designs a certificate on the page itself: by mouse, by keyboard, by finger."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.users.models import UserProfile

from tests import factories
from tests.journeys import school
from tests.journeys.canvas import Canvas, ink, printed
from tests.journeys.hands import Mouse
from wagtail_credentials.models import CredentialTemplate
from wagtail_credentials.services.drawing import preview_document

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def canvas(page):
    get_user_model().objects.create_superuser("ann", "ann@example.org", "password")
    school.log_in(page, Mouse(page), "ann")
    return Canvas(page)


def text(words, x, y, width=80, height=20, **values):
    return ("text", {"text": words, "x": x, "y": y, "width": width, "height": height, **values})


def boxes(template):
    template.refresh_from_db()
    latest = template.get_latest_revision_as_object()
    return [{key: e[key] for key in ("type", "x", "y", "width", "height")} for e in latest.element_dicts]


def test_certificate_is_built_by_mouse_from_an_empty_page(canvas, page, picture):
    canvas.open()
    assert page.get_by_text("The page is empty.").is_visible()
    page.locator("#id_title").fill("Certificate of attendance")

    # A name, typed, and dragged until it clicks into the middle of the page
    canvas.add("Recipient's name")
    assert canvas.value("Text").input_value() == "[recipient.name]"
    before = canvas.box()
    middle = before["x"] + before["width"] / 2, before["y"] + before["height"] / 2
    canvas.drag(middle, (149.5, 80.7), release=False)
    picture(page, "01-guides")
    page.mouse.up()
    box = canvas.box()
    assert box["x"] + box["width"] / 2 == pytest.approx(148.5, abs=0.05)

    # Made wider by a handle, and narrower by a number
    canvas.drag((box["x"] + box["width"], box["y"] + box["height"]), (260, 100))
    assert canvas.box()["width"] == pytest.approx(260 - box["x"], abs=1.5)
    canvas.value("Width (mm)").fill("180")
    canvas.item("180 by").wait_for(state="attached")

    # A text, a code, a line; one is too many
    canvas.add("Text")
    canvas.value("Text").fill("was present")
    canvas.value("Bold").check()
    canvas.add("QR code")
    canvas.drag((canvas.box()["x"] + 15, canvas.box()["y"] + 15), (canvas.box()["x"] + 80, canvas.box()["y"] + 60))
    code = canvas.box()
    canvas.add("Line")
    page.keyboard.press("Delete")
    canvas.rest()
    picture(page, "02-built")
    assert canvas.names() == ["Text: [recipient.name]", "Text: was present", "QR code, 30 × 30 mm"]

    # Saved, loaded again, published: the same
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url("**/edit/**")
    template = CredentialTemplate.objects.get()
    assert [box["type"] for box in boxes(template)] == ["text", "text", "qr_code"]
    assert {key: boxes(template)[2][key] for key in code} == code
    canvas.open(template)
    assert canvas.names() == ["Text: [recipient.name]", "Text: was present", "QR code, 30 × 30 mm"]
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/credentialtemplate/")
    template.refresh_from_db()
    assert template.live
    assert template.element_dicts[1]["bold"] is True


def test_certificate_is_built_with_the_keyboard_alone(canvas, page, picture):
    canvas.open()
    keys = page.keyboard
    page.locator("#id_title").focus()
    keys.type("Certificate of diligence")
    for _ in range(10):
        keys.press("Tab")
        if page.evaluate("document.activeElement.matches('[data-wc-menu-toggle]')"):
            break
    keys.press("Enter")
    keys.press("Enter")
    canvas.rest()

    # The new text is selected, and moved in steps of 1 and 10 mm, then made larger
    start = canvas.box()
    for key in ("ArrowLeft", "Shift+ArrowUp", "Alt+ArrowRight", "Alt+Shift+ArrowDown"):
        keys.press(key)
    page.wait_for_timeout(100)
    moved = {"x": start["x"] - 1, "y": start["y"] - 10, "width": start["width"] + 1, "height": start["height"] + 10}
    assert canvas.box() == moved
    page.get_by_text(f"{moved['width']:g} mm wide, {moved['height']:g} mm high").wait_for(state="attached")

    # Enter leads to its words, Escape back to it
    keys.press("Enter")
    keys.press("ControlOrMeta+a")
    keys.type("For diligence")
    keys.press("Escape")
    assert canvas.item("Text: For diligence").evaluate("item => item === document.activeElement")

    # Duplicated, sent back, deleted, brought back
    keys.press("ControlOrMeta+d")
    canvas.rest()
    keys.press("Enter")
    keys.press("ControlOrMeta+a")
    keys.type("Second")
    keys.press("Escape")
    assert canvas.names() == ["Text: For diligence", "Text: Second"]
    keys.press("[")
    page.wait_for_timeout(100)
    assert canvas.names() == ["Text: Second", "Text: For diligence"]
    keys.press("Delete")
    page.wait_for_timeout(100)
    assert canvas.names() == ["Text: For diligence"]
    keys.press("ControlOrMeta+z")
    page.wait_for_timeout(100)
    assert canvas.names() == ["Text: Second", "Text: For diligence"]
    keys.press("Tab")
    picture(page, "01-focus")
    assert canvas.item("For diligence").evaluate("item => item === document.activeElement")


def test_steps_are_undone_and_redone(canvas, page):
    template = factories.make_template(elements=[text("One", 20, 20), text("Two", 20, 60), text("Three", 20, 100)])
    canvas.open(template)
    canvas.click(60, 70)
    begun = canvas.names(), canvas.box()

    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(900)
    canvas.tool("Align right edges")
    canvas.tool("Bring forward")
    canvas.tool("Duplicate")
    page.keyboard.press("Delete")
    page.wait_for_timeout(100)
    done = canvas.names()
    for _ in range(5):
        canvas.tool("Undo")
    assert (canvas.names(), canvas.box()) == begun
    for _ in range(5):
        canvas.tool("Redo")
    assert canvas.names() == done == ["Text: One", "Text: Three", "Text: Two"]


def test_number_typed_in_the_form_moves_the_element_and_back(canvas, page):
    template = factories.make_template(elements=[text("One", 20, 20)])
    canvas.open(template)
    canvas.click(60, 30)
    page.get_by_role("button", name="Show in the form").click()
    assert page.locator("textarea[name='elements-0-value-text']").evaluate("input => input === document.activeElement")

    page.locator("input[name='elements-0-value-x']").fill("42")
    canvas.item("42 mm from the left").wait_for(state="attached")
    canvas.drag((60, 30), (70.5, 45.5))
    assert float(page.locator("input[name='elements-0-value-y']").input_value()) == canvas.box()["y"]


def test_several_are_selected_aligned_and_spaced(canvas, page):
    elements = [text("One", 20, 20, 40, 10), text("Two", 30, 50, 40, 10), text("Three", 50, 100, 40, 10)]
    canvas.open(factories.make_template(elements=elements))
    canvas.click(40, 25)
    page.keyboard.press("ControlOrMeta+a")
    canvas.tool("Align left edges")
    canvas.tool("Space evenly down")
    read = page.evaluate("wagtailCredentialsDesigner.instance.store.read().map(({ x, y }) => [x, y])")
    assert read == [[20, 20], [20, 60], [20, 100]]


def test_what_lies_under_a_frame_is_picked_through_it(canvas, page):
    frame = ("line", {"frame": True, "x": 10, "y": 10, "width": 200, "height": 150})
    canvas.open(factories.make_template(elements=[text("Inside", 40, 40), frame]))
    canvas.click(80, 50)
    assert canvas.item("Inside").get_attribute("aria-pressed") == "true"
    canvas.click(10, 80)
    assert canvas.item("Line or frame").get_attribute("aria-pressed") == "true"


def test_placeholder_is_picked_from_the_list(canvas, page, picture):
    template = factories.make_template(fields=[{"name": "grade", "label": "Grade"}], elements=[text("Grade: ", 20, 20)])
    canvas.open(template)
    page.get_by_role("tab", name="Fields").click()
    page.get_by_role("button", name="Add Field").click()
    page.locator("input[name='fields-1-name']").fill("finished")
    page.locator("select[name='fields-1-type']").select_option("date")
    page.get_by_role("tab", name="Design").click()
    canvas.click(60, 30)

    canvas.value("Text").press("End")
    page.get_by_role("button", name="Insert placeholder into Text").first.click()
    picture(page, "01-list")
    page.get_by_role("dialog").get_by_role("button", name="Grade").click()
    page.get_by_role("button", name="Insert placeholder into Text").first.click()
    page.get_by_label("Dates").select_option("F Y")
    page.get_by_label("Letters").select_option("upper")
    page.get_by_role("dialog").get_by_role("button", name="[field.finished|F Y]").click()

    assert canvas.value("Text").input_value() == "Grade: [field.grade][field.finished|F Y]"
    assert page.locator("textarea[name='elements-0-value-text']").input_value() == canvas.value("Text").input_value()


def test_unknown_placeholder_is_named_when_saved(canvas, page, picture):
    canvas.open(factories.make_template(elements=[text("One", 20, 20)]))
    canvas.click(60, 30)
    canvas.value("Text").fill("[recipient.nam]")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("recipient.nam").last.wait_for()
    picture(page, "01-refused")


SAMPLES = [
    text("Certificate of completion", 10, 10, 120, 20, size=30, font="Noto Serif Display"),
    text("[recipient.name]", 150, 10, 120, 20, size=24, vertical_align="top", align="start"),
    text("Right, at the bottom", 10, 40, 120, 20, vertical_align="bottom", align="end", italic=True),
    text("spaced letters", 150, 40, 120, 20, letter_spacing=3, uppercase=True, bold=True, font="Noto Sans"),
    text("Several lines of a paragraph that is too long for one, and breaks where words end. " * 2, 10, 70, 90, 40),
    text("Made smaller until all of it fits into one line", 150, 70, 100, 15, size=40, minimum_size=6, fit="shrink"),
    text("شهادة إتمام الدورة", 150, 95, 100, 20, size=24),
    text("结业证书 [recipient.name]", 10, 120, 120, 20, size=20),
    text("[credential.issued_on|j F Y]", 150, 120, 100, 15, size=11, line_height=2, font="DejaVu Sans"),
    text("Shrunk and wrapped over lines until it fits the box " * 3, 10, 150, 100, 30, size=30, minimum_size=6),
    ("signature", {"name": "Ada Signer", "role": "Director", "x": 150, "y": 150, "width": 80, "height": 30}),
]


def test_text_lands_where_the_document_has_it(canvas, page, picture):
    template = factories.make_template(elements=SAMPLES)
    canvas.open(template)
    page.evaluate("document.fonts.ready")
    canvas.rest()
    seen, document = canvas.picture(), printed(preview_document(template).pdf)

    apart = {}
    for kind, element in SAMPLES:
        sides = zip(ink(seen, element), ink(document, element), strict=True)
        apart[element.get("text", kind)[:30]] = max(abs(one - other) for one, other in sides)
    assert {name: gap for name, gap in apart.items() if gap > 0.25} == {}


def test_finger_picks_and_drags_on_a_tablet(browser, live_server, picture):
    get_user_model().objects.create_superuser("ann", "ann@example.org", "password")
    template = factories.make_template(elements=[text("One", 20, 20, 100, 40)])
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 820, "height": 1180}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    school.log_in(page, Mouse(page), "ann")
    canvas = Canvas(page).open(template)
    page.touchscreen.tap(*canvas.point(60, 30))
    page.wait_for_timeout(200)
    assert canvas.box()["x"] == 20
    picture(page, "01-picked")

    touch = context.new_cdp_session(page)
    (x, y), (to_x, to_y) = canvas.point(60, 30), canvas.point(90, 50)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for share in (0.3, 0.6, 1):
        point = {"x": x + (to_x - x) * share, "y": y + (to_y - y) * share}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(200)
    box = canvas.box()
    context.close()

    assert box["x"] == pytest.approx(50, abs=4)
    assert box["y"] == pytest.approx(40, abs=4)


@pytest.mark.parametrize(
    ("name", "options", "language"),
    [
        ("narrow", {"viewport": {"width": 640, "height": 450}}, "en"),
        ("dark", {"color_scheme": "dark"}, "en"),
        ("right-to-left", {}, "ar"),
    ],
)
def test_designer_works_everywhere(browser, live_server, picture, name, options, language):
    ann = get_user_model().objects.create_superuser("ann", "ann@example.org", "password")
    UserProfile.objects.update_or_create(user=ann, defaults={"preferred_language": language})
    template = factories.make_template(elements=[text("One", 20, 20, 100, 40)])
    context = browser.new_context(base_url=live_server.url, **options)
    page = context.new_page()
    page.goto("/admin/login/")
    page.fill("[name=username]", "ann")
    page.fill("[name=password]", "password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")
    canvas = Canvas(page).open(template)
    canvas.drag((60, 30), (90, 50))
    picture(page, "01-dragged")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    x = page.evaluate("wagtailCredentialsDesigner.instance.store.read()[0].x")
    context.close()

    assert x == pytest.approx(50, abs=4)
    assert wide <= 0


def test_several_are_held_with_the_keyboard(canvas, page):
    elements = [text("One", 20, 20, 40, 10), text("Two", 30, 50, 40, 10), text("Three", 50, 100, 40, 10)]
    canvas.open(factories.make_template(elements=elements))
    canvas.item("One").focus()
    for key in ("Space", "Tab", "Tab", "Space", "ArrowRight"):
        page.keyboard.press(key)
    page.wait_for_timeout(100)
    read = page.evaluate("wagtailCredentialsDesigner.instance.store.read().map(({ x }) => x)")
    page.keyboard.press("Escape")

    assert read == [21, 30, 51]
    assert page.locator(".wc-designer__item--on").count() == 0


def test_canvas_follows_what_wagtail_does_with_the_elements(canvas, page):
    template = factories.make_template(elements=[text("One", 20, 20), text("Two", 20, 60)])
    canvas.open(template)
    first = page.locator("[data-streamfield-child]").first
    first.get_by_title("Duplicate").click()
    first.get_by_title("Move down").click()
    page.wait_for_timeout(600)
    page.locator("[data-streamfield-child]:visible").last.get_by_title("Delete").click()
    page.wait_for_timeout(600)
    assert canvas.names() == ["Text: One", "Text: One"]


def test_what_is_dragged_is_saved_by_itself(canvas, page):
    template = factories.make_template(elements=[text("One", 20, 20)])
    canvas.open(template)
    # Wagtail takes what stands in a form after two seconds for what it began with.
    page.wait_for_timeout(2500)
    canvas.drag((60, 30), (90, 50))
    box = canvas.box()
    school.wait_until(page, lambda: boxes(template)[0]["x"] == box["x"], seconds=20)


# Wagtail leaves the temporary file of a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_picture_is_chosen_from_beside_the_page(canvas, page, picture):
    image = get_image_model().objects.create(title="Seal of the school", file=get_test_image_file())
    canvas.open(factories.make_template(elements=[]))
    canvas.add("Image")
    page.get_by_role("button", name="Image: Choose an image").click()
    page.get_by_role("link", name="Seal of the school").click()
    page.get_by_role("button", name="Image: Seal of the school").wait_for()
    canvas.rest()
    picture(page, "01-chosen")
    drawn = page.locator("[data-wc-paper] .image").get_attribute("style")
    assert image.get_rendition("max-1600x1600").url in drawn
    assert page.locator(".wc-designer__pick").inner_text().split() == ["Image,", "50", "×", "30", "mm", "decoration"]
    canvas.value("Alternative text").fill("The seal")
    page.wait_for_timeout(100)
    assert canvas.names() == ["Image: The seal"]
