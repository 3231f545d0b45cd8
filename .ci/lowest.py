"""The lowest versions that setup.cfg names for the extras of users, as pip takes them."""

import configparser
from pathlib import Path

OF_USERS = ("countries", "frames", "completion", "hub", "parquet", "plot", "toml", "verify")
setup = configparser.ConfigParser()
setup.read(Path(__file__).parents[1] / "setup.cfg", encoding="utf-8")
extras = setup["options.extras_require"]
lines = {line for extra in OF_USERS for line in extras[extra].split("\n") if line}
without = sorted(line for line in lines if " >= " not in line)
if without:
    raise SystemExit(f"extras without a lower bound: {', '.join(without)}")
print(*(line.replace(" >= ", "==") for line in sorted(lines)))  # noqa: T201 - pip takes it
