"""What pip cannot install: WeasyPrint's libraries, fonts for many scripts, and for the suite a browser.

``system.py demo`` or ``system.py test``: installs what is missing as root on Debian and Ubuntu, elsewhere prints the
line to run. Ends with an error only where nothing could be drawn at all.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Need(NamedTuple):
    """``packages``: what it takes, by package manager."""

    what: str
    present: bool
    packages: dict[str, str]
    required: bool = False


LANGUAGES = {"Arabic": "ar", "Hebrew": "he", "Devanagari": "hi", "Thai": "th", "Greek": "el", "Cyrillic": "ru"}
CJK = {"Chinese": "zh", "Japanese": "ja", "Korean": "ko"}
COMMANDS = {
    "apt": "sudo apt-get install --no-install-recommends",
    "dnf": "sudo dnf install",
    "brew": "brew install",
    "apk": "apk add",
}


def imports_weasyprint() -> bool:
    """In a process of its own: an import that failed for want of a library cannot be tried again."""
    done = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False)
    return done.returncode == 0


def has_fonts(*patterns: str) -> bool:
    if not shutil.which("fc-list"):
        return False
    return all(
        subprocess.run(["fc-list", pattern, "family"], capture_output=True, text=True, check=False).stdout.strip()
        for pattern in patterns
    )


def lacking(languages: dict[str, str]) -> str:
    return ", ".join(name for name, code in languages.items() if not has_fonts(f":lang={code}")) or "Noto"


def needs(purpose: str) -> list[Need]:
    """All that ``purpose`` takes, and whether it is there."""
    found = [
        Need(
            "Pango, which WeasyPrint draws with",
            imports_weasyprint(),
            {"apt": "libpango-1.0-0 libpangoft2-1.0-0", "dnf": "pango", "brew": "pango", "apk": "pango"},
            required=True,
        ),
        Need(
            "HarfBuzz's subsetter, which keeps documents small",
            bool(ctypes.util.find_library("harfbuzz-subset")),
            {"apt": "libharfbuzz-subset0", "dnf": "harfbuzz", "brew": "harfbuzz", "apk": "harfbuzz-subset"},
        ),
        Need("fontconfig", bool(shutil.which("fc-list")), dict.fromkeys(COMMANDS, "fontconfig")),
        Need(
            f"fonts ({lacking(LANGUAGES)})",
            has_fonts("Noto Serif", "Noto Sans", *(f":lang={code}" for code in LANGUAGES.values())),
            {
                "apt": "fonts-noto-core",
                "dnf": "google-noto-fonts-all",
                "brew": "--cask font-noto-serif font-noto-sans",
                "apk": "font-noto-all",
            },
        ),
        Need(
            f"fonts ({lacking(CJK)})",
            has_fonts(*(f":lang={code}" for code in CJK.values())),
            {
                "apt": "fonts-noto-cjk",
                "dnf": "google-noto-sans-cjk-fonts",
                "brew": "--cask font-noto-sans-cjk",
                "apk": "font-noto-cjk",
            },
        ),
    ]
    if purpose == "test":
        found += [
            Need("Chromium, for the browser journeys", has_browser(), dict.fromkeys(COMMANDS, "chromium")),
            Need(
                "pdftotext and pdftoppm, which read documents back",
                bool(shutil.which("pdftotext") and shutil.which("pdftoppm")),
                {**dict.fromkeys(COMMANDS, "poppler"), "apt": "poppler-utils", "dnf": "poppler-utils"},
            ),
        ]
    return found


def has_browser() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


def package_manager() -> str:
    """``apt`` where none of the others is found: its line tells a reader most."""
    return next((name for name in COMMANDS if shutil.which("apt-get" if name == "apt" else name)), "apt")


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install(packages: list[str]) -> bool:
    """With apt-get, as root. A lock that another installation holds is waited for."""
    apt = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=120"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print(f"Installing with apt-get: {' '.join(packages)} …")
    for arguments in (["update"], ["install", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [*apt, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    if done.returncode:
        print(done.stdout[-2000:], done.stderr[-2000:], sep="\n", file=sys.stderr)
    return done.returncode == 0


def report(missing: list[Need], manager: str) -> None:
    packages = " ".join(need.packages[manager] for need in missing)
    print("Missing on this machine: " + "; ".join(need.what for need in missing) + ". To install it:")
    print(f"    {COMMANDS[manager]} {packages}")


def main(purpose: str) -> int:
    missing = [need for need in needs(purpose) if not need.present]
    if missing and is_root() and Path("/usr/bin/apt-get").exists():
        install([package for need in missing for package in need.packages["apt"].split()])
        missing = [need for need in needs(purpose) if not need.present]
    if missing:
        report(missing, package_manager())
    return 1 if any(need.required for need in missing) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
