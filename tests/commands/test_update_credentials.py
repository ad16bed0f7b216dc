import json

import pytest
from django.core.management import call_command

from tests import factories
from tests.editor.somebody import make_collection, make_user
from tests.services.test_updating import make_batch
from wagtail_credentials.models import Credential, Update

pytestmark = pytest.mark.django_db


def run(tmp_path, capsys, lines, *options):
    """(exit code, JSON answer)"""
    file = tmp_path / "people.csv"
    file.write_text("\n".join(lines))
    code = 0
    try:
        call_command("update_credentials", str(file), "--json", *options)
    except SystemExit as stopped:
        code = stopped.code
    return code, json.loads(capsys.readouterr().out)


def test_what_would_change_is_said_and_nothing_is_changed(tmp_path, capsys):
    credential = make_batch("in_review").credentials.get()

    code, answer = run(tmp_path, capsys, ["email,name,colour", "ann2@example.org,Zoë,red"])

    assert code == 0
    assert answer == {
        "outcome": "accepted",
        "applied": False,
        "changes": [
            {
                "line": 2,
                "credential": str(credential.uuid),
                "effect": "corrected",
                "cells": [{"column": "name", "old": "Ann 2", "new": "Zoë"}],
            }
        ],
        "unchanged": 0,
        "errors": [],
        "notes": ["Columns that none of these credentials has were ignored: colour."],
        "batches": [],
    }
    assert Credential.objects.get().recipient_name == "Ann 2"
    assert not Update.objects.exists()


def test_what_is_applied_is_generated(tmp_path, capsys):
    batch, user = make_batch("in_review", "published"), make_user("issue")

    code, answer = run(
        tmp_path,
        capsys,
        ["email,name", "ann2@example.org,Zoë", "ann3@example.org,Bo"],
        *("--apply", "--batch", "Spring", "--user", user.username),
    )

    copy = Credential.objects.get(replaces__batch=batch)
    assert (code, answer["applied"], answer["batches"]) == (0, True, [batch.pk, copy.batch_id])
    assert (copy.recipient_name, copy.status, copy.batch.confirmed_by) == ("Bo", "in_review", user)
    assert batch.counts() == {"in_review": 1, "published": 1}
    assert not Update.objects.exists()


def test_with_problems_nothing_is_applied_unless_the_others_are_wanted(tmp_path, capsys):
    make_batch("in_review")
    lines = ["email,name", "ann2@example.org,Zoë", "x@example.org,X"]

    refused = run(tmp_path, capsys, lines, "--apply")
    name = Credential.objects.get().recipient_name
    partly = run(tmp_path, capsys, lines, "--apply", "--partly")

    assert (refused[0], refused[1]["outcome"], refused[1]["applied"], name) == (1, "row_errors", False, "Ann 2")
    assert [(error["line"], error["code"]) for error in refused[1]["errors"]] == [(3, "unknown")]
    assert (partly[0], partly[1]["applied"]) == (1, True)
    assert Credential.objects.get().recipient_name == "Zoë"


def test_a_file_that_cannot_be_used_is_refused(tmp_path, capsys):
    code, answer = run(tmp_path, capsys, ["name", "Zoë"], "--apply")

    assert (code, answer["outcome"], [error["code"] for error in answer["errors"]]) == (
        2,
        "rejected",
        ["missing_column"],
    )
    assert not Update.objects.exists()


@pytest.mark.parametrize("option", [["--user", "nobody"], ["--batch", "none"], ["--group", "none"]])
def test_what_is_unknown_is_named(option, tmp_path, capsys):
    code, answer = run(tmp_path, capsys, ["email,name", "a@example.org,Zoë"], *option)

    assert (code, answer["outcome"]) == (2, "rejected")
    assert option[1] in answer["errors"][0]["message"]


def test_nothing_is_changed_beyond_the_scope_and_the_users_permissions(tmp_path, capsys):
    group = factories.make_group(slug="botany")
    make_batch("in_review", group=group)
    make_batch("in_review", recipient_email="bo@example.org", recipient_name="Bo")
    elsewhere = make_user("issue", collection=make_collection())
    lines = ["email,name", "ann2@example.org,Zoë", "bo@example.org,Cy"]

    _code, of_group = run(tmp_path, capsys, lines, "--group", "botany")
    _code, of_user = run(tmp_path, capsys, lines, "--user", elsewhere.username)

    assert [change["line"] for change in of_group["changes"]] == [2]
    assert of_user["changes"] == []


def test_people_read_a_line_for_each_change_and_problem(tmp_path, capsys):
    make_batch("in_review")
    file = tmp_path / "people.csv"
    file.write_text("email,name\nann2@example.org,Zoë\nx@example.org,X")

    with pytest.raises(SystemExit):
        call_command("update_credentials", str(file))

    assert capsys.readouterr().out.splitlines() == [
        "line 2, corrected: name: 'Ann 2' -> 'Zoë'",
        "line 3, email: No credential that this sheet may change has this. Look for a mistake in it, or delete the "
        "line. [x@example.org]",
        "row_errors: 1 changes, 0 unchanged, 1 errors; nothing applied",
    ]
