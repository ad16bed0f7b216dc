"""E-mail and web addresses: what can be delivered to, what may be linked to."""

import re
import unicodedata
from urllib.parse import urlsplit

import idna
from django.utils.translation import gettext_lazy as _

LOCAL_PART = re.compile(
    r"[A-Za-z0-9!#$%&'*/?^_`{|}~][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]*(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
)
DOMAIN = re.compile(
    r"(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+([A-Za-z]{2,63}|xn--[A-Za-z0-9-]{2,59})"
)
#: Names of hosts that no mail from outside reaches.
LOCAL_HOSTS = ("local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "invalid", "onion")
SEVERAL = re.compile(r"[;,\s<>]")


def email_problem(value: str) -> tuple[str, str] | None:
    """Why the (normalised) value is not one deliverable address, as (code, message); None where it is one."""
    local, at, domain = value.rpartition("@")
    if not value.isascii() and any(unicodedata.category(c) in ("Cf", "Cc", "Zs") for c in value if not c.isascii()):
        return "email_invisible", _("The address holds a character that cannot be seen. Type it anew.")
    if SEVERAL.search(value) or "@" in local:
        return "email_one", _("Write one e-mail address and nothing else: no name, no space, no second address.")
    if not at or not local or not domain:
        return "email", _("This is not an e-mail address. Write one such as zoe@example.org.")
    if len(value) > 254 or len(local) > 64 or not LOCAL_PART.fullmatch(local):
        return "email_local", _("The part before @ cannot be right. Check it, letter by letter.")
    if not deliverable(domain):
        return "email_domain", _("The part after @ is no address on the internet. Write one such as example.org.")
    return None


def deliverable(domain: str) -> bool:
    """A host name of the public internet, in any script."""
    ascii_domain = ascii_host(domain)
    return bool(DOMAIN.fullmatch(ascii_domain)) and ascii_domain.rpartition(".")[2].lower() not in LOCAL_HOSTS


def ascii_host(domain: str) -> str:
    """The name as the net's directory has it, "" where it cannot have one."""
    if domain.isascii():
        return domain
    try:
        return idna.encode(domain, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return ""


def normalise_email(value: str) -> str:
    """The address with its domain, where case never matters, in small letters, and in its script where it was coded."""
    local, at, domain = value.rpartition("@")
    return local + at + _in_its_script(domain.lower())


def _in_its_script(domain):
    try:
        return idna.decode(domain) if "xn--" in domain else domain
    except (idna.IDNAError, UnicodeError):
        return domain


def is_web_address(value: str) -> bool:
    """An address with http or https and a host, that cannot be anything else."""
    if re.search(r"[\s<>\"\\^`{|}]", value) or len(value) > 2000:
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and deliverable(parts.hostname or "") and parts.port != 0
    except ValueError:
        return False
