import pytest
from wagtail.models import PageViewRestriction

from tests import factories
from tests.public import building
from wagtail_credentials.public import blocks

pytestmark = pytest.mark.django_db


def render(block, **values):
    return block.render(block.normalize(values)).strip()


def test_the_latest_credentials_are_listed_newest_first_up_to_the_limit():
    page = building.make_page()
    batch = factories.make_batch(group=factories.make_group(page=page), facts=building.FACTS)
    credentials = [building.make_published(batch=batch, recipient_name=name) for name in ("Ann", "Ben", "Cai")]
    building.make_published(page, recipient_name="Of another group")

    html = render(blocks.LatestCredentialsBlock(), group=batch.group, limit=2)

    positions = [html.find(f'/credentials/{c.uuid}/"><bdi>{c.recipient_name}') for c in reversed(credentials)]
    assert positions[0] < positions[1]
    assert positions[2] == -1
    assert "Of another group" not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_queries_for_one_and_three(rows, django_assert_num_queries):
    page = building.make_page()
    batch = factories.make_batch(group=factories.make_group(page=page), facts=building.FACTS)
    for _ in range(rows):
        building.make_published(batch=batch)
    render(blocks.LatestCredentialsBlock(), group=batch.group)

    with django_assert_num_queries(4):
        render(blocks.LatestCredentialsBlock(), group=batch.group)


@pytest.mark.parametrize("status", ["in_review", "revoked", "suspended"])
def test_only_published_credentials_are_listed(status):
    credential = building.make_published(status=status)

    assert render(blocks.LatestCredentialsBlock(), group=credential.batch.group) == ""


def test_names_under_a_private_page_are_not_listed_elsewhere():
    page = building.make_page()
    credential = building.make_published(page)
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert render(blocks.LatestCredentialsBlock(), group=credential.batch.group) == ""


def test_the_card_of_a_group_says_what_it_awards():
    group = factories.make_group(
        description="Twelve weeks among plants.",
        criteria="A herbarium.",
        issuer=factories.make_issuer(title="Linden Open School"),
        validity_amount=2,
    )

    html = render(blocks.CredentialGroupBlock(), group=group)

    shown = ["Introduction to botany", "Twelve weeks among plants.", "A herbarium.", "Linden Open School", "2 years"]
    assert [text for text in shown if text not in html] == []


def test_a_group_that_is_not_live_shows_nothing():
    group = factories.make_group(live=False)

    assert [
        render(block, group=group) for block in (blocks.CredentialGroupBlock(), blocks.LatestCredentialsBlock())
    ] == [
        "",
        "",
    ]


def test_the_form_to_verify_leads_to_the_credentials_page():
    page = building.make_page()

    forms = [render(blocks.VerifyCredentialBlock(), page=chosen) for chosen in (page, None)]

    assert ['action="/credentials/"' in forms[0], 'action="/c/"' in forms[1]] == [True, True]


@pytest.mark.parametrize(
    "block", [blocks.LatestCredentialsBlock(), blocks.CredentialGroupBlock(), blocks.VerifyCredentialBlock()]
)
def test_every_block_has_a_preview_for_the_picker(block):
    value = block.get_preview_value()

    context = block.get_preview_context(value)
    html = block.render(value, context)

    assert block.is_previewable
    assert "credential-block" in html
