import pytest
from django.urls import reverse

from tests import factories
from tests.editor.somebody import make_collection, make_user
from tests.editor.steps import batch_page, make_batch, make_template, said, sheet, step
from tests.forms import answers, let_see, make_form, make_member_form, submit
from wagtail_credentials.editor.batches import continue_url
from wagtail_credentials.editor.mapping import MappingForm
from wagtail_credentials.models import Credential

pytestmark = pytest.mark.django_db

MAPPED = {"column-name": "name", "column-email": "your_address", "column-grade": "grade"}


@pytest.fixture
def page():
    return make_form(title="Spring registration", people=2)


@pytest.fixture
def user(client, page):
    user = let_see(make_user("issue"), page)
    client.force_login(user)
    return user


@pytest.fixture
def batch(user):
    return make_batch()


def of(page, batch, query=""):
    return step("submissions", batch, f"?form={page.pk}{query}")


def labels(response):
    return [item["way"].label for item in response.context["ways"]]


@pytest.mark.parametrize("name", ["upload", "recipients", "choose_form"])
def test_the_third_way_is_offered_beside_the_others(name, client, batch):
    response = client.get(step(name, batch))

    assert labels(response) == ["Enter recipients", "Upload a sheet", "Submissions of a form"]
    assert f'href="{step("submissions", batch)}"' in response.content.decode() or name == "choose_form"


@pytest.mark.parametrize("name", ["upload", "recipients"])
def test_whoever_sees_no_form_is_not_offered_the_third_way(name, client, page):
    client.force_login(make_user("issue"))

    response = client.get(step(name, make_batch()))

    assert labels(response) == ["Enter recipients", "Upload a sheet"]


def test_the_group_door_offers_the_third_way(client, user):
    template = factories.make_template()
    group = factories.make_group(title="Botany", template=template)
    address = f"{reverse('credentials_admin:start')}?group={group.pk}&door=group"

    options = client.get(address).context["options"]
    response = client.post(
        address, {"name": "x", "template": template.pk, "group": group.pk, "by": "form"}, follow=True
    )

    assert [option.value for option in options] == ["hand", "sheet", "form"]
    batch = group.batches.get()
    assert response.redirect_chain == [
        (step("submissions", batch, "?door=group"), 302),
        (step("choose_form", batch, "?door=group"), 302),
    ]


def test_a_way_that_is_not_offered_leads_to_the_upload(client, page):
    template = factories.make_template()
    client.force_login(make_user("issue"))

    response = client.post(reverse("credentials_admin:start"), {"name": "x", "template": template.pk, "by": "form"})

    assert response.url == step("upload", template.batches.get())


def test_forms_are_shown_with_their_submissions(client, batch, page):
    make_form(title="Not mine", people=1)

    response = client.get(step("choose_form", batch))

    assert [(card["page"], card["count"], card["url"]) for card in response.context["cards"]] == [
        (page, 2, of(page, batch))
    ]
    assert "2 submissions" in response.content.decode()


def test_forms_are_found_by_name(client, user, batch):
    autumn = make_form(title="Autumn fair")
    let_see(user, autumn)

    response = client.get(step("choose_form", batch, "?q=FAIR"))
    nothing = client.get(step("choose_form", batch, "?q=nothing"))

    assert [card["page"] for card in response.context["cards"]] == [autumn]
    assert "No form is called “nothing”." in nothing.content.decode()


def test_more_forms_than_cards_say_so(client, batch, user, monkeypatch):
    monkeypatch.setattr("wagtail_credentials.editor.submissions.CARDS", 1)
    let_see(user, make_form(title="Another"))

    response = client.get(step("choose_form", batch))

    assert (len(response.context["cards"]), response.context["more"]) == (1, True)


@pytest.mark.parametrize("name", ["choose_form", "submissions"])
def test_whoever_sees_no_form_is_led_to_the_upload(name, client, page):
    batch = make_batch()
    client.force_login(make_user("issue"))

    response = client.get(step(name, batch), follow=True)

    assert response.redirect_chain[-1][0] == step("upload", batch)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("named", ["other", "0", "abc", "9" * 30, "-1"])
def test_a_form_that_the_user_may_not_see_answers_as_an_unknown_one(method, named, client, batch):
    named = make_form(title="Other", people=1).pk if named == "other" else named

    address = step("submissions", batch, f"?form={named}")
    response = client.post(address, MAPPED) if method == "post" else client.get(address)

    assert response.status_code == 404
    assert Credential.objects.count() == 0


def test_a_page_that_is_no_form_answers_as_an_unknown_one(client, batch, page):
    client.force_login(let_see(make_user("issue")))

    assert client.get(step("submissions", batch, f"?form={page.get_parent().pk}")).status_code == 404


def test_a_foreign_batch_answers_as_an_unknown_one(client, page):
    mine, elsewhere = make_collection(), make_collection()
    batch = make_batch(template=make_template(collection=elsewhere))
    client.force_login(let_see(make_user("issue", collection=mine), page))

    for name in ("choose_form", "submissions"):
        assert client.get(step(name, batch)).status_code == 404
    assert client.post(of(page, batch), MAPPED).status_code == 404


def test_fields_are_matched_beforehand(client, batch, page):
    form = client.get(of(page, batch)).context["form"]

    assert {field.name: field.value() for field in form.main_fields} == MAPPED
    assert [field.value() for field in form.more_fields] == [None, None, None]
    assert form.more_open is False


def test_the_first_submissions_are_shown_as_they_will_be_read(client, batch, page):
    submit(page, "2026-03-03T00:00", **answers(3, name="  Zoë   Ångström ", your_address="nope"))

    response = client.get(of(page, batch))

    assert ([str(heading) for heading in response.context["headings"]], response.context["total"]) == (
        ["Name", "E-mail", "Grade"],
        3,
    )
    assert [cell["value"] for cell in response.context["rows"][0]] == ["Person 1", "person1@example.org", "A"]
    assert [cell["value"] for cell in response.context["rows"][2]] == ["Zoë Ångström", "nope", "A"]
    assert [bool(cell["problem"]) for cell in response.context["rows"][2]] == [False, True, False]
    assert Credential.objects.count() == 0


def test_the_preview_follows_the_choice_and_stages_nothing(client, batch, page):
    choice = {"column-name": "your_address", "column-email": "", "since": "2026-03-02", "preview": "1"}

    response = client.post(of(page, batch), choice)

    assert [str(heading) for heading in response.context["headings"]] == ["Name"]
    assert [[cell["value"] for cell in row] for row in response.context["rows"]] == [["person2@example.org"]]
    batch.refresh_from_db()
    assert (batch.status, batch.credentials.count()) == ("draft", 0)


def test_a_form_that_nobody_sent_in_says_so(client, user, batch):
    empty = make_form(title="Empty")
    let_see(user, empty)

    shown, sent = client.get(of(empty, batch)), client.post(of(empty, batch), MAPPED)

    assert "Nobody sent in this form yet." in shown.content.decode()
    assert sent.context["form"].non_field_errors() == ["Nobody sent in the form in these days."]


def test_submissions_are_staged(client, batch, page):
    response = client.post(of(page, batch), MAPPED)

    assert response.url == step("confirm", batch)
    batch.refresh_from_db()
    assert (batch.status, batch.source_name, batch.credentials.count()) == ("checked", "Spring registration", 2)
    assert "Spring registration" in client.get(response.url).content.decode()


def test_only_the_chosen_days_are_staged(client, batch, page):
    client.post(of(page, batch), {**MAPPED, "since": "2026-03-02", "until": "2026-03-02"})

    assert [row.recipient_name for row in batch.credentials.all()] == ["Person 2"]


def test_the_group_door_is_kept(client, batch, page):
    response = client.post(of(page, batch, "&door=group"), MAPPED)

    assert response.url == step("confirm", batch, "?door=group")


def test_a_required_column_without_a_field_is_told_beside_it(client, batch, page):
    response = client.post(of(page, batch), {**MAPPED, "column-email": "", "column-grade": "nonsense"})

    errors = response.context["form"].errors
    assert errors["column-email"] == ["Choose the field in which this stands."]
    assert sorted(errors) == ["column-email", "column-grade"]
    assert 'id="id_column-email_error"' in response.content.decode()
    assert Credential.objects.count() == 0


def test_a_file_or_an_unknown_field_cannot_be_chosen(client, user, batch):
    page = make_form(("Name", "singleline"), ("Photo", "file"), ("Email", "email"))
    let_see(user, page)
    submit(page, name="Ann", email="ann@example.org", photo="secret.png")

    response = client.post(of(page, batch), {**MAPPED, "column-email": "email", "column-grade": "photo"})

    assert sorted(response.context["form"].errors) == ["column-grade"]
    assert "secret.png" not in response.content.decode()


@pytest.mark.parametrize(
    ("days", "error"),
    [
        ({"since": "2026-03-02", "until": "2026-03-01"}, "The last day lies before the first one."),
        ({"since": "2027-01-01"}, "Nobody sent in the form in these days."),
    ],
)
def test_days_in_which_nothing_can_be_found_are_refused(days, error, client, batch, page):
    response = client.post(of(page, batch), {**MAPPED, **days})

    assert response.context["form"].non_field_errors() == [error]
    assert response.context["rows"] == []
    assert Credential.objects.count() == 0


@pytest.mark.parametrize("day", ["yesterday", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_what_is_no_day_is_refused_beside_its_field(day, client, batch, page):
    response = client.post(of(page, batch), {**MAPPED, "since": day, "until": day})

    assert sorted(response.context["form"].errors) == ["since", "until"]


def test_more_submissions_than_fit_are_refused(client, batch, page, settings):
    settings.WAGTAIL_CREDENTIALS = {"MAX_ROWS": 1}

    response = client.post(of(page, batch), MAPPED)

    assert response.context["form"].non_field_errors() == [
        "2 submissions; at most 1 fit into one batch. Choose fewer days."
    ]
    assert Credential.objects.count() == 0


def test_what_is_wrong_is_shown_in_its_row_to_be_mended_or_chosen_anew(client, batch, page):
    submit(page, "2026-03-03T00:00", **answers(3, your_address="nope"))

    response = client.post(of(page, batch), MAPPED, follow=True)

    assert response.redirect_chain == [(step("rows", batch), 302)]
    (entry,) = response.context["entries"]
    assert (entry["row"].line, [problem.column for problem, _field in entry["form"].cells]) == (3, ["email"])
    html = response.content.decode()
    assert f'href="{step("submissions", batch)}"' in html
    assert "Choose other fields or days" in html
    assert "sheet" not in html.partition('class="wc-issue"')[2]
    assert client.get(step("problem_sheet", batch)).status_code == 404
    assert response.context["source_url"] == step("submissions", batch)
    assert f'href="{step("rows", batch)}"' in client.get(step("submissions", batch)).content.decode()


def test_what_came_in_meanwhile_is_refused_and_not_cut_off(client, batch, page, settings, monkeypatch):
    # The form counted them a moment earlier.
    monkeypatch.setattr("wagtail_credentials.editor.mapping.MappingForm.clean", lambda form: None)
    settings.WAGTAIL_CREDENTIALS = {"MAX_ROWS": 1}

    response = client.post(of(page, batch), MAPPED)

    assert response.url == step("submissions", batch)
    assert said(response) == ["There are more than 1 recipients. Divide them into several batches."]
    assert Credential.objects.count() == 0


def test_rows_all_dropped_lead_back_to_the_submissions(client, batch, page):
    client.post(of(page, batch), MAPPED)
    batch.credentials.all().delete()

    assert client.get(step("rows", batch)).url == step("submissions", batch)


def test_coming_back_shows_what_was_chosen(client, batch, page):
    chosen = {**MAPPED, "column-name": "your_address", "since": "2026-03-01", "until": "2026-03-31"}
    client.post(of(page, batch), chosen)

    response = client.get(step("submissions", batch))

    form = response.context["form"]
    assert response.context["page"] == page
    assert {name: str(form[name].value()) for name in chosen} == chosen
    assert response.context["confirm_url"] == step("confirm", batch)


def test_steps_and_lists_lead_back_to_the_submissions(client, batch, page):
    wrong = submit(page, **answers(3, your_address="nope"))
    client.post(of(page, batch), MAPPED)
    batch.refresh_from_db()

    assert continue_url(batch) == step("rows", batch)
    wrong.delete()
    client.post(of(page, batch), MAPPED)
    assert client.get(step("confirm", batch)).context["steps"][1]["url"] == step("submissions", batch)


def test_coming_back_after_the_form_is_gone_lets_choose_another(client, user, batch, page):
    let_see(user, make_form(title="Another"))
    client.post(of(page, batch), MAPPED)
    page.delete()

    response = client.get(step("submissions", batch))

    assert response.url == step("choose_form", batch)


def test_a_field_that_is_gone_is_not_chosen_any_more(client, batch, page):
    client.post(of(page, batch), MAPPED)
    page.form_fields.filter(clean_name="grade").delete()

    response = client.get(step("submissions", batch))

    assert [str(heading) for heading in response.context["headings"]] == ["Name", "E-mail"]


def test_a_sheet_takes_the_place_of_submissions(client, batch, page):
    client.post(of(page, batch), MAPPED)

    client.post(step("upload", batch), {"sheet": sheet("Ann,ann@example.org,A")})

    batch.refresh_from_db()
    assert (batch.source_name, "submissions" in batch.report, batch.credentials.count()) == ("people.csv", False, 1)


def test_the_batch_page_names_the_form(client, batch, page):
    client.post(of(page, batch), MAPPED)

    html = client.get(batch_page(batch)).content.decode()

    assert "<dt>Form</dt><dd>Spring registration</dd>" in html
    assert "The submissions of the form are checked." in html


def test_the_form_by_hand_does_not_take_submissions_for_typed_ones(client, batch, page):
    client.post(of(page, batch), MAPPED)

    response = client.get(step("recipients", batch))

    assert [form["name"].value() for form in response.context["forms"]] == [None]
    assert "takes the place of the recipients from “Spring registration”" in response.content.decode()


def test_a_confirmed_batch_leads_on(client, batch, page):
    type(batch).objects.update(status="generating")

    response = client.post(of(page, batch), MAPPED)

    assert response.url == batch_page(batch)
    assert said(response) == ["“Spring 2026” was confirmed already: nothing was changed."]


def test_posting_without_a_form_asks_for_one(client, batch):
    assert client.post(step("submissions", batch), MAPPED).url == step("choose_form", batch)


def test_a_column_may_be_called_as_a_day_is(page):
    template = factories.make_template(fields=[{"name": "since", "label": "Since", "type": "text"}])

    form = MappingForm(page=page, columns=template.columns)

    assert [field.name for field in form.main_fields] == ["column-name", "column-email", "column-since"]


@pytest.mark.parametrize("rows", [1, 3])
def test_choosing_asks_the_same_questions_for_any_number_of_forms_and_submissions(
    rows, client, user, batch, page, django_assert_num_queries
):
    for number in range(rows):
        let_see(user, make_form(title=f"Form {number}", people=rows))
    client.get(step("choose_form", batch))

    with django_assert_num_queries(20):
        client.get(step("choose_form", batch))


@pytest.mark.parametrize("rows", [1, 3])
def test_matching_asks_the_same_questions_for_any_number_of_submissions(
    rows, client, user, batch, django_assert_num_queries
):
    members = make_member_form(*(make_user() for _number in range(rows)))
    let_see(user, members)
    client.get(of(members, batch))

    with django_assert_num_queries(25):
        response = client.get(of(members, batch))

    assert len(response.context["rows"]) == rows
