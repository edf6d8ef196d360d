"""The command ``steppe-report``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from steppe.command_line import DONE, ENVIRONMENT_AT_FAULT, INPUT_AT_FAULT, write_beside_and_rename
from steppe.effects.compare import CONTROL, TREATED
from steppe.format import NO_BREAK
from steppe.report.page import build_page

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the report of a result file.

    Parameters
    ----------
    arguments
        Of the command line, without the name of the program; those of the process when not given.

    Returns
    -------
    int
        0 done; 2 the input is at fault; 3 the environment is.
    """
    options = _parser().parse_args(arguments)
    fault = _refusal(options)
    if fault:
        return _complain(fault, INPUT_AT_FAULT)
    try:
        page = build_page(
            options.results,
            treated=options.treated,
            control=options.control,
            hedger=options.hedger,
            attribution=options.attribution,
            hazard=options.hazard,
            hazard_record=options.hazard_record,
            benefit=options.benefit,
            hindcast=options.hindcast,
            levers=options.levers,
            calibration=options.calibration,
            rivals=options.rivals,
            live=options.live,
            wasm=options.wasm,
        )
    except (ValueError, FileNotFoundError) as error:
        return _complain(str(error), INPUT_AT_FAULT)
    except OSError as error:
        return _complain(f"cannot read {error.filename or options.results}: {error}", ENVIRONMENT_AT_FAULT)
    try:
        write_beside_and_rename(options.output, page.html)
    except OSError as error:
        return _complain(f"cannot write {options.output}: {error}", ENVIRONMENT_AT_FAULT)
    if not options.quiet:
        for line in (page.headline, page.how_sure):
            print(line.replace(NO_BREAK, " "))
        print(f"Open {options.output} in a browser.")
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="steppe-report",
        description="Write one self-contained HTML page about a comparison of arms.",
        allow_abbrev=False,
    )
    parser.add_argument("results", type=Path, metavar="OUT.h5", help="file that 'steppe compare' wrote")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="REPORT.html", help="page to write")
    parser.add_argument("--treated", default=TREATED, metavar="ARM", help="arm of interest (default: %(default)s)")
    parser.add_argument("--control", default=CONTROL, metavar="ARM", help="arm to compare with (default: %(default)s)")
    parser.add_argument("--hedger", metavar="ID", help="whose outcomes (default: the first of the file)")
    for command, option in (
        ("hazard", "hazard"),
        ("benefit", "benefit"),
        ("levers", "levers"),
        ("attribute", "attribution"),
    ):
        wrote = f"file that 'steppe {command}' wrote of the same scenario"
        parser.add_argument(f"--{option}", type=Path, metavar="FILE.h5", help=wrote)
    parser.add_argument(
        "--hazard-record",
        type=Path,
        metavar="FILE.h5",
        help="file that 'steppe hazard --baseline observed' wrote of the same scenario",
    )
    parser.add_argument(
        "--hindcast", type=Path, metavar="FILE.h5", help="file that 'steppe hindcast' wrote, of the same state"
    )
    parser.add_argument(
        "--calibration", type=Path, metavar="FILE.h5", help="file that 'steppe calibrate' wrote, of the same state"
    )
    parser.add_argument(
        "--rivals", type=Path, nargs="+", default=[], metavar="FILE.h5", help="the same comparison under rival readings"
    )
    parser.add_argument(
        "--live",
        type=Path,
        metavar="SCENARIO.toml",
        help="put the engine into the page, to run this scenario of the file",
    )
    parser.add_argument("--wasm", type=Path, metavar="steppe.wasm", help="that engine (default: as STEPPE_WASM says)")
    parser.add_argument("-q", "--quiet", action="store_true", help="do not print what the page says first")
    parser.add_argument("--force", action="store_true", help="replace an existing page")
    return parser


def _refusal(options: argparse.Namespace) -> str:
    if options.output.exists() and options.results.exists() and options.output.samefile(options.results):
        return f"{options.output} is the result file itself; give the page another name"
    if options.output.exists() and not options.force:
        return f"{options.output} exists already; give another name, or --force to replace it"
    return ""


def _complain(message: str, code: int) -> int:
    print(f"steppe-report: {message}", file=sys.stderr)
    return code
