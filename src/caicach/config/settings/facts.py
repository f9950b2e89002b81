"""The columnar copy of the fact versions: where it lies, and what it may take of the machine."""

import os
from pathlib import Path

# The entry point names the folder of the installation; another WSGI server needs the variable.
COPY_ROOT = Path(os.environ.get("CAICACH_COPY") or "var/copy").absolute()
# From so many fact versions on figures are asked of the copy; fewer are counted by PostgreSQL at once.
COPY_FROM_ROWS = int(os.environ.get("CAICACH_COPY_FROM_ROWS") or 300_000)
# How old, in seconds, the copy's knowledge may be when a figure is asked as of now.
COPY_MAX_AGE = float(os.environ.get("CAICACH_COPY_MAX_AGE") or 10)
COPY_THREADS = int(os.environ.get("CAICACH_COPY_THREADS") or min(4, os.cpu_count() or 1))
COPY_MEMORY = os.environ.get("CAICACH_COPY_MEMORY") or "2GB"
