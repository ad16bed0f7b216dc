"""Compare the docs with what they talk about: links, pictures, settings, commands, states, system checks."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "wagtail_credentials"
PAGES = [
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "benchmarks").glob("*.md")),
]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")


def anchors(page: Path) -> set[str]:
    """What ``#…`` may follow the page's name: its headings, as GitHub writes them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links():
    for page in PAGES:
        for target in LINK.findall(CODE.sub("", FENCE.sub("", page.read_text()))):
            if "://" in target or target.startswith("mailto:"):
                continue
            name, _, anchor = target.partition("#")
            found = (page.parent / name).resolve() if name else page
            if not found.exists():
                yield f"{page.relative_to(ROOT)}: {target} is not there"
            elif anchor and anchor not in anchors(found):
                yield f"{page.relative_to(ROOT)}: {target} has no such heading"


def unlinked_pages():
    """Pages of the docs that their index does not lead to."""
    listed = set()
    for index in (ROOT / "docs/README.md", ROOT / "docs/decisions/README.md"):
        listed |= {(index.parent / target.partition("#")[0]).resolve() for target in LINK.findall(index.read_text())}
    for page in sorted((ROOT / "docs").rglob("*.md")):
        if page.name != "README.md" and page.resolve() not in listed:
            yield f"{page.relative_to(ROOT)} is linked from no index"


def difference(what: str, page: str, in_code: set, in_docs: set):
    for name in sorted(in_code - in_docs):
        yield f"docs/reference/{page} does not name the {what} {name}"
    for name in sorted(in_docs - in_code):
        yield f"docs/reference/{page} names the {what} {name}, which is not in the code"


def reference(page: str) -> str:
    return (ROOT / "docs/reference" / page).read_text()


def first_cells(page: str) -> set[str]:
    """The names in the first cells of a page's tables: what stands there in backquotes."""
    cells = re.findall(r"^\|([^|]+)\|", reference(page), re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(.+?)`", cell)}


def wrong_settings():
    in_code = set(re.findall(r'_get\(\s*"([A-Z_]+)"', (PACKAGE / "conf.py").read_text()))
    return difference("setting", "settings.md", in_code, first_cells("settings.md"))


def wrong_commands():
    sources = {path.stem: path.read_text() for path in (PACKAGE / "management/commands").glob("[a-z]*.py")}
    page = reference("commands.md")
    yield from difference(
        "command", "commands.md", set(sources), set(re.findall(r"^## `?(\w+)`?$", page, re.MULTILINE))
    )
    everything = "".join(path.read_text() for path in (PACKAGE / "management").rglob("*.py"))
    options = set(re.findall(r'add_argument\(\s*"(--[a-z-]+)"(?!.*SUPPRESS)', everything))
    yield from difference("option", "commands.md", options, set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page)))


def wrong_states():
    in_code = set(re.findall(r'^    [A-Z_]+ = "([a-z_]+)"', (PACKAGE / "domain/statuses.py").read_text(), re.MULTILINE))
    return difference("state", "states.md", in_code, first_cells("states.md"))


def wrong_checks():
    made = re.findall(r"_(error|warning)\(\s*(\d+),", (PACKAGE / "checks.py").read_text())
    in_code = {f"wagtail_credentials.{kind[0].upper()}{int(number):03}" for kind, number in made}
    in_docs = set(re.findall(r"wagtail_credentials\.[EW]\d{3}", reference("checks.md")))
    return difference("check", "checks.md", in_code, in_docs)


def main() -> int:
    checks = (broken_links, unlinked_pages, wrong_settings, wrong_commands, wrong_states, wrong_checks)
    found = [problem for check in checks for problem in check()]
    print("\n".join(found) or f"{len(PAGES)} pages agree with the code and with each other.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
