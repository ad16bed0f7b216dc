"""How the commands that take a sheet are told to read it."""

import argparse

from django.utils.translation import gettext as _

from ..domain.reading import DateFormat, ReadingOptions
from ..spreadsheets.decoding import codec_of


def encoding_name(text):
    if text and codec_of(text) is None:
        raise argparse.ArgumentTypeError(_("there is no encoding called “%s”") % text)
    return text.strip()


def add_reading_arguments(parser):
    parser.add_argument(
        "--encoding", type=encoding_name, default="", metavar="NAME", help="of a CSV, such as cp1252; else found out"
    )
    parser.add_argument(
        "--date-format",
        choices=DateFormat.values,
        default=DateFormat.ISO.value,
        help="dmy also reads 21/11/2026, mdy 11/21/2026; iso, 2026-11-21, is always read",
    )
    parser.add_argument("--sheet", default="", metavar="NAME", help="of several; else the one in front")


def reading_options(options: dict) -> ReadingOptions:
    """What the arguments say."""
    return ReadingOptions(options["encoding"], options["date_format"], options["sheet"])
