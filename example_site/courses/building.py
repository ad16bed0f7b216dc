"""Fills an empty site with the school. What exists already is left as it is, so that it may run again at any time."""

import json
from datetime import datetime, time, timezone
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, Site

import wagtail_credentials
from example_site.people import PEOPLE
from wagtail_credentials.domain.columns import Column, columns_for
from wagtail_credentials.models import CredentialGroup, CredentialsPage, CredentialsSettings, CredentialTemplate, Issuer
from wagtail_credentials.services.templating import import_template

from . import content
from .models import CoursePage, HomePage, RegistrationField, RegistrationPage, StandardPage

DESIGNS = Path(wagtail_credentials.__file__).parent / "designs"


def design(slug: str) -> dict:
    """A template file that comes with the package."""
    return json.loads((DESIGNS / f"{slug}.json").read_text("utf-8"))


def completion_columns() -> list[Column]:
    """The columns of a sheet for the certificate of completion."""
    return columns_for(design("completion")["fields"])


def build_people():
    users = get_user_model()
    for person in PEOPLE:
        if users.objects.filter(username=person.username).exists():
            continue
        make = users.objects.create_user if person.group else users.objects.create_superuser
        user = make(person.username, f"{person.username}@example.org", person.password)
        user.groups.set(Group.objects.filter(name=person.group))


def build_home() -> HomePage:
    """The site's home page, at the address the demonstration is served at."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    home = HomePage.objects.first()
    if home is None:
        home = Page.get_first_root_node().add_child(instance=HomePage(**content.HOME))
        welcome, site.root_page = site.root_page_id and site.root_page, home
        site.save()
        if welcome and welcome.specific_class is Page:
            welcome.delete()
    site.hostname, site.port, site.site_name = "localhost", settings.PORT, content.HOME["title"]
    site.save()
    return home


def build_credentials_page(home: HomePage) -> CredentialsPage:
    """The page under which credentials are published, and the form to verify one."""
    page = CredentialsPage.objects.child_of(home).first()
    if page is None:
        values = {"title": "Verify a certificate", "slug": "credentials", "show_in_menus": True}
        page = home.add_child(instance=CredentialsPage(**values, introduction=content.VERIFY))
    own = CredentialsSettings.for_site(Site.objects.get(is_default_site=True))
    if own.page_id is None:
        own.page = page
        own.save()
    return page


def build_issuer() -> Issuer:
    return _published(Issuer, content.ISSUER["slug"], lambda: Issuer(**content.ISSUER))


def build_template(slug: str, issuer: Issuer) -> CredentialTemplate:
    """One of the package's own designs."""
    found = CredentialTemplate.objects.filter(slug=slug).first()
    return found or import_template(design(slug), issuer=issuer)


def build_group(course, issuer: Issuer, page: CredentialsPage) -> CredentialGroup:
    amount, unit = course.validity or (None, "years")
    return _published(
        CredentialGroup,
        course.slug,
        lambda: CredentialGroup(
            title=course.title,
            slug=course.slug,
            description=course.description,
            criteria=course.criteria,
            issuer=issuer,
            template=build_template(course.template, issuer),
            page=page,
            validity_amount=amount,
            validity_unit=unit,
        ),
    )


def _published(model, slug, make):
    """The record with the slug; a new one gets a first revision, as one made in the editor has."""
    found = model.objects.filter(slug=slug).first()
    if found is None:
        found = make()
        found.save()
        found.save_revision().publish()
    return found


def build_course(home: HomePage, course, group: CredentialGroup) -> CoursePage:
    found = CoursePage.objects.child_of(home).filter(slug=course.slug).first()
    if found:
        return found
    duration, level, place = course.facts
    text, speaker = course.quote
    body = [
        ("text", course.text),
        ("quote", {"text": text, "speaker": speaker}),
        ("credential_group", {"group": group.pk, "heading": "What you earn"}),
        ("latest_credentials", {"heading": "Awarded lately", "group": group.pk, "limit": 8}),
    ]
    page = CoursePage(
        title=course.title,
        slug=course.slug,
        summary=course.summary,
        motif=course.motif,
        duration=duration,
        level=level,
        place=place,
        search_description=course.summary,
        body=[{"type": kind, "value": value} for kind, value in body],
    )
    return home.add_child(instance=page)


def build_registration(course: CoursePage) -> RegistrationPage:
    """The form to register for a course, and who did."""
    found = RegistrationPage.objects.child_of(course).first()
    if found:
        return found
    page = RegistrationPage(**content.REGISTRATION)
    page.form_fields = [
        RegistrationField(
            label=label, field_type=kind, required=required, choices=choices, help_text=text, sort_order=number
        )
        for number, (label, kind, required, choices, text) in enumerate(content.REGISTRATION_FIELDS)
    ]
    course.add_child(instance=page)
    for number, registered in enumerate(content.REGISTERED, 1):
        register(page, number, *registered)
    return page


def register(page: RegistrationPage, number: int, day: str, name: str, days, herbarium: bool, remark: str):
    """One submission as the form itself makes it; its moment, which is always now, is put back."""
    keys = [field.clean_name for field in page.form_fields.all()]
    answers = (name, f"botanist{number:02}@example.org", list(days), herbarium, remark)
    submission = page.get_submission_class().objects.create(page=page, form_data=dict(zip(keys, answers, strict=True)))
    submission.submit_time = datetime.combine(datetime.fromisoformat(day), time(18, number), timezone.utc)
    submission.save()


def let_issuers_see(page: RegistrationPage):
    """Whoever issues sees who registered: Wagtail shows submissions to those who may edit the form's page."""
    issuers = Group.objects.get(name="Credential issuers")
    edit = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.get_or_create(group=issuers, page=page, permission=edit)


def build_about(home: HomePage) -> StandardPage:
    found = StandardPage.objects.child_of(home).filter(slug="about").first()
    body = [{"type": "text", "value": content.ABOUT}]
    return found or home.add_child(
        instance=StandardPage(title="About the school", slug="about", show_in_menus=True, body=body)
    )


def build_home_form(home: HomePage, page: CredentialsPage):
    """The form to verify a certificate, on the home page."""
    if home.body:
        return
    text = "Somebody showed you one of ours? Its ID tells you whether it is genuine."
    value = {"heading": "Check a certificate", "text": text, "page": page.pk}
    home.body = [{"type": "verify_credential", "value": value}]
    home.save()


def build() -> None:
    """Everything, from an empty database to a school with four courses."""
    build_people()
    home = build_home()
    page = build_credentials_page(home)
    issuer = build_issuer()
    for course in content.COURSES:
        course_page = build_course(home, course, build_group(course, issuer, page))
        if course.slug == content.REGISTRATION_COURSE:
            let_issuers_see(build_registration(course_page))
    build_about(home)
    build_home_form(home, page)
