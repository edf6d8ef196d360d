"""``steppe`` on the path, where the package was installed: becomes the engine that came with it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from steppe.engine.locate import HOW_TO, PACKAGE, built_engines

ENVIRONMENT_AT_FAULT = 3


def main() -> int:
    """Run the engine with the words of the command line, in place of this process.

    It is the one that ``STEPPE_ENGINE`` names, else the one that came with the package, else that of the build tree
    around it. One on the path is not looked for: that would be this command again.

    Returns
    -------
    int
        Exit code 3, if there is no engine; else it does not return.
    """
    named = os.environ.get("STEPPE_ENGINE", "")
    for engine in [Path(named)] if os.sep in named else [PACKAGE / "bin" / "steppe", *built_engines()]:
        if engine.is_file() and os.access(engine, os.X_OK) and not engine.samefile(sys.argv[0]):
            os.execv(engine, ["steppe", *sys.argv[1:]])
    sys.stderr.write(f"steppe: cannot find the engine{f' {named!r}' if named else ''}: {HOW_TO}\n")
    return ENVIRONMENT_AT_FAULT


if __name__ == "__main__":
    sys.exit(main())
