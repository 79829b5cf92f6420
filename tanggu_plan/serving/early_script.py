"""The one inline script: static/js/early.js, allowed by its hash in the Content-Security-Policy.

It is inline because a file would delay the first paint, and a script that comes later would show
each page in the wrong size first. Imports no Django, since the settings read CSP_HASH.
"""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "static/js/early.js"
SOURCE = re.sub("^ *// .*\n", "", FILE.read_text("utf-8"), flags=re.MULTILINE)
CSP_HASH = f"'sha256-{b64encode(sha256(SOURCE.encode()).digest()).decode()}'"
