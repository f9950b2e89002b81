"""The remote signing service and whom its certificates must come from (docs/signing-port.md)."""

import os

SIGNING_URL = os.environ.get("SIGNING_URL", "").rstrip("/")
SIGNING_TOKEN = os.environ.get("SIGNING_TOKEN", "")
SIGNING_TIMEOUT = int(os.environ.get("SIGNING_TIMEOUT") or 20)
"""In seconds, for one question to the service."""

SIGNING_ROOTS = os.environ.get("SIGNING_ROOTS", "")
"""Path of a PEM file with the roots that are trusted; without it no digital signature is taken."""
