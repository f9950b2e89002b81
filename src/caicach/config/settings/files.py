"""Where the files that people hand in are kept, and how large one may be."""

import os
from pathlib import Path

# The entry point names the folder of the installation; another WSGI server needs the variable.
FILES_ROOT = Path(os.environ.get("CAICACH_FILES") or "var/files").absolute()
FILE_LIMIT_MB = int(os.environ.get("CAICACH_FILE_LIMIT_MB") or 100)
FILE_LIMIT = FILE_LIMIT_MB * 1024 * 1024
