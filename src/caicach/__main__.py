"""`python -m caicach …` is the same as `caicach …`."""

import sys

from caicach.config.cli import main

sys.exit(main())
