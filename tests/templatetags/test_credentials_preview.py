import base64
import re
from io import BytesIO

import pytest
from PIL import Image

from tests.designs import codes
from tests.factories import make_template, stream
from wagtail_credentials.domain.filling import SAMPLE_URL
from wagtail_credentials.models import CredentialTemplate

pytestmark = pytest.mark.django_db


def preview(template, rf, mode="sample"):
    response = template.serve_preview(rf.get("/"), mode)
    return response.render().content.decode()


def pictures(html):
    return [base64.b64decode(data) for data in re.findall(r'src="data:image/png;base64,(.*?)"', html)]


def test_the_preview_shows_the_very_picture_of_a_document(rf):
    html = preview(make_template(title="A <b> certificate"), rf)

    [picture] = pictures(html)
    assert (Image.open(BytesIO(picture)).size, codes(picture)) == ((1400, 990), [SAMPLE_URL])
    assert '<h1 class="preview-title">A &lt;b&gt; certificate</h1>' in html
    assert 'alt="A &lt;b&gt; certificate, filled with sample data"' in html


def test_the_modes_show_different_recipients(rf):
    template = make_template()

    assert pictures(preview(template, rf, "sample")) != pictures(preview(template, rf, "longest"))


def test_an_empty_design_says_what_to_do(rf):
    html = preview(CredentialTemplate(title="Empty"), rf)

    assert "add an element, such as a text with [recipient.name]" in html
    assert pictures(html) == []


def test_a_design_that_cannot_be_drawn_says_why(rf):
    image = {"image": None, "x": 10, "y": 10, "width": 10, "height": 10}
    template = CredentialTemplate(title="Odd", elements=stream([("image", image)]), background_id=4711)

    assert "Image 4711 of the design no longer exists." in preview(template, rf)
