"""The colours of an issuer, as its logo shows them."""

from ..domain.palettes import palette_of
from ..models import Issuer
from ..rendering.images import colour_counts, read_bytes


def logo_palette(issuer: Issuer) -> dict[str, str]:
    """``{"primary": "#…", "accent": "#…"}``; {} where the logo has no colour. Raises ``RenderingFailed``."""
    return palette_of(colour_counts(read_bytes(issuer.logo), issuer.logo.title))
