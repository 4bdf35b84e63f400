#!/usr/bin/env python
"""Run a Django command. `site/` is a source root, not a package, so it is put on the path here."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "site"))


def main() -> None:
    """Read `.env`, then run; a setting that is wrong is said alone, without a traceback."""
    from django.core.management import execute_from_command_line

    from config.settings.environment import SettingIsWrong, begin

    try:
        begin("config.settings.dev", HERE / ".env")
        execute_from_command_line(sys.argv)
    except SettingIsWrong as wrong:
        sys.exit(str(wrong))


if __name__ == "__main__":
    main()
