"""python -m llamacards."""

import sys

from llamacards._cli import main

sys.exit(main())
