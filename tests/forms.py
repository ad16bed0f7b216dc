"""Form pages with submissions, and users who may see them."""

from datetime import datetime, timezone

from django.contrib.auth.models import Permission
from wagtail.models import GroupPagePermission, Page

from tests.site.models import FormField, FormPage, MemberFormField, MemberFormPage, MemberSubmission

#: (label, type) of the fields of a form page that nothing else is said of.
FIELDS = (("Name", "singleline"), ("Your address", "email"), ("Grade", "dropdown"))


def at(text):
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def make_form(*fields, title="Registration", people=0, **values):
    """A live form page with the fields; ``people`` sent it in, a day apart from 1 March 2026 on, at noon UTC."""
    page = FormPage(title=title, **values)
    Page.get_first_root_node().add_child(instance=page)
    for number, (label, kind) in enumerate(fields or FIELDS):
        choices = "A\nB" if kind in ("dropdown", "checkboxes", "multiselect", "radio") else ""
        FormField.objects.create(page=page, label=label, field_type=kind, choices=choices, sort_order=number)
    for number in range(1, people + 1):
        submit(page, f"2026-03-{number:02}T12:00", **answers(number))
    return page


def answers(number, **values):
    return {"name": f"Person {number}", "your_address": f"person{number}@example.org", "grade": "A", **values}


def submit(page, when="2026-03-01T12:00", **data):
    """A submission with ``data``, at a moment in UTC."""
    return keep(page.get_submission_class()(page=page, form_data=data), when)


def keep(submission, when):
    submission.save()
    type(submission).objects.filter(pk=submission.pk).update(submit_time=at(when))
    return submission


def make_member_form(*users):
    """A form page that keeps who was logged in; each of the users sent it in."""
    page = MemberFormPage(title="Members")
    Page.get_first_root_node().add_child(instance=page)
    MemberFormField.objects.create(page=page, label="Email", field_type="email")
    for user in users:
        keep(MemberSubmission(page=page, user=user, form_data={"email": user.email}), "2026-03-01T12:00")
    return page


def let_see(user, page=None):
    """The user may see the submissions of the page's form, or of all."""
    page = page or Page.get_first_root_node()
    permission = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=user.groups.first(), page=page, permission=permission)
    return user
