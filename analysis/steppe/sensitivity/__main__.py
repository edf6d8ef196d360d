"""Run ``python -m steppe.sensitivity``."""

import sys

from steppe.sensitivity.command import main

sys.exit(main())
