"""``python -m engine.cli``: the same as the command ``bransjevalg``."""

import sys

from engine.cli.main import main

sys.exit(main())
