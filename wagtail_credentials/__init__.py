"""Batch issuing of digital credentials (certificates and badges) from Wagtail."""

__version__ = "0.1.0"
