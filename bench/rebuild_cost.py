"""What a changed header costs: the share of the engine's compile seconds that a rebuild spends after a change to it.

Seconds are those of the last compilation of each object below sim/, by Ninja's log; which objects see a header is what
the compiler said when it made them (``ninja -t deps``). Build the engine in full first, without ccache and with nothing
beside it, or the seconds are not those of compiling. Linking is not counted.

    python bench/rebuild_cost.py BUILD_DIR HEADER...
    python bench/rebuild_cost.py build/release sim/model/economy/links.hpp

Also prints how many objects see each header, of how many.
"""

import subprocess
import sys
from pathlib import Path


def compile_seconds(build: Path) -> dict[str, float]:
    """Seconds that each object below sim/ took when it was last made."""
    seconds = {}
    for line in (build / ".ninja_log").read_text().splitlines():
        if line.startswith("#"):
            continue
        start, end, _, output, _ = line.split("\t")
        if output.startswith("sim/") and output.endswith(".o"):
            seconds[output] = (int(end) - int(start)) / 1000.0
    return seconds


def dependencies(build: Path) -> dict[str, set[Path]]:
    """The files that each object below sim/ was made from."""
    listing = subprocess.run(
        ["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    found: dict[str, set[Path]] = {}
    target = ""
    for line in listing:
        if line.startswith("    "):
            if target in found:
                found[target].add((build / line.strip()).resolve())
        elif ": #deps" in line:
            target = line.split(": #deps")[0]
            if target.startswith("sim/"):
                found[target] = set()
    return found


def main() -> None:
    """Print the share for each header that the command line names."""
    match sys.argv[1:]:
        case [folder, *headers] if headers:
            build = Path(folder).resolve()
        case _:
            sys.exit(__doc__)
    made_from = dependencies(build)
    seconds = compile_seconds(build)
    known = {target: seconds[target] for target in made_from if target in seconds}
    total = sum(known.values())
    print(f"{len(known)} objects, {total:.0f} s")
    for name in headers:
        header = Path(name).resolve()
        if not header.exists():
            sys.exit(f"{name}: no such file")
        rebuilt = [target for target in known if header in made_from[target]]
        cost = sum(known[target] for target in rebuilt)
        print(f"{name}: {len(rebuilt)} objects, {cost:.0f} s, {cost / total:.0%} of the compile seconds")


if __name__ == "__main__":
    main()
