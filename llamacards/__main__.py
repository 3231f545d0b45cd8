"""python -m llamacards."""

import sys

from llamacards._cli.main import main

sys.exit(main())
