import subprocess
import sys


def test_a_site_starts_without_weasyprint():
    program = """
import django, sys
sys.modules["weasyprint"] = None
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
