"""Where the files that people hand in are kept, and how large one may be."""

import os
from pathlib import Path

# The entry point names the folder of the installation; another WSGI server needs the variable.
FILES_ROOT = Path(os.environ.get("CAICACH_FILES") or "var/files").absolute()
IMPORTS_ROOT = FILES_ROOT.parent / "imports"
# Days for which the files that were handed in for an import stay after it has ended.
IMPORT_DAYS = int(os.environ.get("CAICACH_IMPORT_DAYS") or 7)
FILE_LIMIT_MB = int(os.environ.get("CAICACH_FILE_LIMIT_MB") or 100)
FILE_LIMIT = FILE_LIMIT_MB * 1024 * 1024

# Uploads are counted while they come in; nothing of a file above the limit is kept.
FILE_UPLOAD_HANDLERS = ["caicach.papers.uploads.CountedUpload"]
FILE_UPLOAD_PERMISSIONS = 0o600

# The virus scanner: `unix:/run/clamav/clamd.ctl` or `tcp:127.0.0.1:3310`; empty: files stay "not scanned", and say so.
CLAMD = os.environ.get("CAICACH_CLAMD", "")
CLAMD_SECONDS = 60
