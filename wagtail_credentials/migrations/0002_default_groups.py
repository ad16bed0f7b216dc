"""The auth groups that most sites need, allowed to work everywhere (the root collection)."""

from django.db import migrations

ISSUERS, REVIEWERS = "Credential issuers", "Credential reviewers"

#: (app label, model, action); permissions that Django and Wagtail make only after all migrations are made here.
EDITED = [
    ("wagtail_credentials", model, action)
    for model in ("credentialtemplate", "credentialgroup")
    for action in ("add", "change", "publish", "view")
]
GRANTS = {
    ISSUERS: [
        *(("wagtail_credentials", "credential", action) for action in ("issue", "export", "view")),
        *EDITED,
        ("wagtail_credentials", "issuer", "view"),
        ("wagtailimages", "image", "add"),
        ("wagtailimages", "image", "choose"),
    ],
    REVIEWERS: [("wagtail_credentials", "credential", action) for action in ("publish", "revoke", "export", "view")],
}
NAMES = {
    "issue_credential": "Can issue credentials",
    "publish_credential": "Can review and publish credentials",
    "revoke_credential": "Can revoke credentials",
    "export_credential": "Can export credentials",
}
VERBOSE_NAMES = {"credentialtemplate": "credential template", "credentialgroup": "credential group"}


def permission(apps, alias, app_label, model, action):
    content_type, _ = (
        apps.get_model("contenttypes", "ContentType")
        .objects.using(alias)
        .get_or_create(app_label=app_label, model=model)
    )
    codename = f"{action}_{model}"
    name = NAMES.get(codename, f"Can {action} {VERBOSE_NAMES.get(model, model)}")
    found, _ = (
        apps.get_model("auth", "Permission")
        .objects.using(alias)
        .get_or_create(content_type=content_type, codename=codename, defaults={"name": name})
    )
    return found


def make_groups(apps, schema_editor):
    alias = schema_editor.connection.alias
    grant_model = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = apps.get_model("wagtailcore", "Collection").objects.using(alias).order_by("path").first()
    access = permission(apps, alias, "wagtailadmin", "admin", "access")
    for name, grants in GRANTS.items():
        group, _ = apps.get_model("auth", "Group").objects.using(alias).get_or_create(name=name)
        group.permissions.add(access)
        for grant in grants if root else ():
            grant_model.objects.using(alias).get_or_create(
                group_id=group.pk, collection_id=root.pk, permission_id=permission(apps, alias, *grant).pk
            )


def delete_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(name__in=GRANTS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_credentials", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0094_alter_page_locale"),
        ("wagtailimages", "0023_add_choose_permissions"),
    ]

    operations = [migrations.RunPython(make_groups, delete_groups)]
