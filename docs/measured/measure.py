"""Measures what the project's pages say of the base scenario, and writes it into them: ``./dev measure [GROUP...]``.

Each group runs its commands, keeps its texts in ``values.json`` with the model that they are of, and fills the marks of
the pages.
``tests/cli/test_measured_pages.py`` holds pages, texts and model together.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent)]

import groups  # noqa: E402
from pages import PAGES, fill, model_now, read_values, texts_of, write_values  # noqa: E402
from running import Runner  # noqa: E402


def main(arguments: list[str] | None = None) -> int:
    """Measure the groups that are named, or all, or those of another model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", type=Path, help="the engine to measure with")
    parser.add_argument(
        "groups", nargs="*", metavar="GROUP", help=f"default: those of another model; {', '.join(groups.ALL)}"
    )
    parser.add_argument("--all", action="store_true", help="all groups")
    parser.add_argument("--keep", type=Path, help="keep results in this folder")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.groups if name not in groups.ALL]
    if unknown:
        parser.error(f"no such group: {', '.join(unknown)}; there are {', '.join(groups.ALL)}")
    values = {name: one for name, one in read_values().items() if name in groups.ALL}
    stale = [name for name in groups.ALL if values.get(name, {}).get("model") != model_now(name)]
    wanted = list(groups.ALL) if options.all else options.groups or stale
    for name in wanted:
        print(name, file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory() as scratch:
            folder = options.keep or Path(scratch)
            folder.mkdir(parents=True, exist_ok=True)
            runner = Runner(options.engine.resolve(), folder.resolve())
            model = model_now(name)
            texts = groups.ALL[name](runner)
        values[name] = {"model": model, "commands": runner.commands, "texts": texts}
        write_values(values)
    changed = [page for page in PAGES if fill(page, texts_of(values))]
    print(f"measured {', '.join(wanted) or 'nothing'}; changed {', '.join(changed) or 'no page'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
