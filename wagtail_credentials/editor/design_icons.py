"""The icons of the designer's toolbar, as ``templates/wagtail_credentials/icons/credential-<name>.svg``."""

NAMES = (
    "align-bottom", "align-center", "align-left", "align-middle", "align-right", "align-top", "back",
    "distribute-across", "distribute-down", "fit", "forward", "frame", "margins", "qr", "redo", "shape", "signature",
    "undo",
)  # fmt: skip
