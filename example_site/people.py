"""Who can log in to the demonstration."""

from typing import NamedTuple


class Person(NamedTuple):
    username: str
    password: str
    role: str
    #: Group of Wagtail's that gives the rights; "" is the superuser.
    group: str = ""


PEOPLE = (
    Person("admin", "admin", "administrator"),
    Person("issuer", "issuer", "issues credentials", "Credential issuers"),
    Person("reviewer", "reviewer", "reviews and publishes", "Credential reviewers"),
)
