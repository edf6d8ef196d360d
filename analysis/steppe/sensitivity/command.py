"""The command ``steppe-sensitivity``."""

from __future__ import annotations

import argparse
import sys
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from steppe.command_line import DONE, ENVIRONMENT_AT_FAULT, INPUT_AT_FAULT, write_beside_and_rename
from steppe.engine import EngineError, contrasts, find_engine
from steppe.sensitivity.analysis import analyse
from steppe.sensitivity.joint import read_copula, read_joint_draws
from steppe.sensitivity.listed import EngineRun, varied_parameters
from steppe.sensitivity.plan import METHODS, Plan, make_plan
from steppe.sensitivity.swept import contrast_arms
from steppe.sensitivity.text import summary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from steppe.sensitivity.joint import JointInput
    from steppe.sensitivity.priors import Parameter

INTERRUPTED = 130
PROGRESS = ("auto", "always", "never")


def main(arguments: Sequence[str] | None = None) -> int:
    """Find what the effect of the accords depends on, over the priors of a study.

    Parameters
    ----------
    arguments
        Of the command line, without the name of the program; those of the process when not given.

    Returns
    -------
    int
        0 done; 2 the input is at fault; 3 the environment is; the engine's code where the engine failed: 4 some
        replicates failed, and the indices are those of the rest; 130 interrupted.
    """
    options = _parser().parse_args(arguments)
    try:
        engine = _engine(options)
        return _run(options, engine, _parameters(options, engine))
    except _RefusedError as refused:
        return _complain(refused.faults, refused.code)
    except EngineError as error:
        return _complain([f"{error}; no indices were made"], error.code)
    except ValueError as error:
        return _complain([str(error)], INPUT_AT_FAULT)
    except OSError as error:
        return _complain([str(error)], ENVIRONMENT_AT_FAULT)
    except KeyboardInterrupt:
        return _complain(["interrupted; the same command with --resume goes on from what was run"], INTERRUPTED)


class _RefusedError(Exception):
    """Nothing can be run, for all these faults."""

    def __init__(self, faults: Sequence[str], code: int) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults
        self.code = code


def _engine(options: argparse.Namespace) -> str:
    engine = find_engine(options.engine)
    if engine is None:
        sought = f"'{options.engine}'" if options.engine else "steppe; give --engine, or set STEPPE_ENGINE"
        raise _RefusedError([f"cannot find the engine {sought}"], ENVIRONMENT_AT_FAULT)
    return engine


def _parameters(options: argparse.Namespace, engine: str) -> list[Parameter]:
    faults = _faults(options, engine)
    try:
        parameters = varied_parameters(engine, options.study)
    except EngineError as error:  # the engine has said why
        raise _RefusedError(faults, INPUT_AT_FAULT if faults else error.code) from error
    except ValueError as error:
        raise _RefusedError([*faults, *str(error).splitlines()], INPUT_AT_FAULT) from error
    except NotImplementedError as error:
        raise _RefusedError([*faults, str(error)], ENVIRONMENT_AT_FAULT) from error
    if faults:
        raise _RefusedError(faults, INPUT_AT_FAULT)
    return parameters


def _run(options: argparse.Namespace, engine: str, parameters: list[Parameter]) -> int:
    plan = _plan(options, parameters)
    arms = contrast_arms(options.contrast, contrasts(engine))
    evaluate = EngineRun(
        engine,
        options.study,
        options.output,
        arms,
        options.replicates,
        _engine_options(options),
        by_month=options.by_month,
        extends=options.extend,
    )
    differences = evaluate(plan.points)
    found = analyse(plan, differences, seed=options.seed, progress=_progress(options.progress))
    table = _indices_path(options.output)
    write_beside_and_rename(table, found.tidy().to_csv(index=False, lineterminator="\n"))
    print(summary(found, arms))
    print(f"\nAll indices are in {table}.")
    return evaluate.code or DONE


def _progress(when: str) -> Callable[[int, int], None] | None:
    if when == "never" or (when == "auto" and not sys.stderr.isatty()):
        return None

    def tell(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        print(f"\rindices of {done}/{total} outcomes", end=end, file=sys.stderr, flush=True)

    return tell


def _plan(options: argparse.Namespace, parameters: list[Parameter]) -> Plan:
    joint: list[JointInput] = [read_joint_draws(path) for path in options.joint]
    joint += [read_copula(path, parameters) for path in options.copula]
    return make_plan(
        parameters,
        options.method,
        options.base_points,
        options.seed,
        second_order=options.second_order,
        groups=_groups(options.group, parameters),
        joint=joint,
    )


def _groups(given: Sequence[str], parameters: Sequence[Parameter]) -> dict[str, str]:
    """Group of each parameter that one names: by tag, by subject, or NAME=PATTERN,... ."""
    groups: dict[str, str] = {}
    for text in given:
        name, _, patterns = text.partition("=")
        found: dict[str, str] = {}
        if text == "tag":
            found = {parameter.key: f"tag {parameter.tag}" for parameter in parameters}
        elif text == "subject":
            found = {parameter.key: parameter.key.partition(".")[0] for parameter in parameters}
        elif name and patterns:
            members = [p.key for p in parameters if any(fnmatchcase(p.key, one) for one in patterns.split(","))]
            found = dict.fromkeys(members, name)
        if not found:
            raise ValueError(f"--group {text}, must be tag, subject, or NAME=KEY,... that the study varies")
        twice = sorted(groups.keys() & found)
        if twice:
            raise ValueError(f"--group {text}: {twice[0]} is in the group '{groups[twice[0]]}' already")
        groups |= found
    return groups


def _engine_options(options: argparse.Namespace) -> list[str]:
    chosen = [f"--{name}" for name in ("force", "resume") if getattr(options, name)]
    return ["--progress", options.progress, *chosen]


def _indices_path(output: Path) -> Path:
    return output.with_name(f"{output.name}.indices.csv")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="steppe-sensitivity",
        description="Find which parameters of a study the difference of two arms depends on, in the model.",
        epilog="Writes the runs to OUT.h5 and the indices to OUT.h5.indices.csv, and prints the largest.",
        allow_abbrev=False,
    )
    points = ", ".join(f"{method} {count}" for method, count in METHODS.items())
    parser.add_argument(
        "study", type=Path, metavar="STUDY", help="study whose parameters vary; its kind does not matter"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.h5", help="result file to write")
    methods = ", ".join(METHODS)
    parser.add_argument("--method", default="sobol", help=f"indices: {methods} (default: %(default)s)")
    parser.add_argument("--base-points", type=_number, metavar="N", help=f"size of the design (default: {points})")
    parser.add_argument("--contrast", default="total", help="name, or 'ARM - OTHER_ARM' (default: %(default)s)")
    parser.add_argument("--second-order", action="store_true", help="Sobol indices of pairs too; twice the points")
    parser.add_argument(
        "--group", action="append", default=[], metavar="NAME=KEY,..",
        help="parameters whose index is wanted together, * for any id; or 'tag', or 'subject' (repeatable)",
    )  # fmt: skip
    parser.add_argument(
        "--joint", type=Path, action="append", default=[], metavar="DRAWS",
        help="draws of parameters that depend on each other: a CSV with their keys, or a file of steppe sweep",
    )  # fmt: skip
    parser.add_argument(
        "--copula", type=Path, action="append", default=[], metavar="CSV",
        help="correlations of the normal variables behind some priors, below a line of their keys",
    )  # fmt: skip
    parser.add_argument(
        "--by-month", default="", metavar="MEASURE", help="indices of this measure had the runs ended after each year"
    )
    parser.add_argument(
        "--extend", type=Path, metavar="OLD.h5", help="take the runs of the same command with fewer base points from it"
    )
    parser.add_argument("--replicates", type=_number, metavar="N", help="replicates of a point (default: the study's)")
    parser.add_argument("--seed", type=_number, default=1, help="seed of design and bootstrap (default: %(default)s)")
    parser.add_argument("--engine", metavar="PATH", help="engine (default: STEPPE_ENGINE, or steppe on the path)")
    parser.add_argument("--progress", default="auto", metavar="WHEN", help=f"{', '.join(PROGRESS)}")
    parser.add_argument("--force", action="store_true", help="replace existing files")
    parser.add_argument("--resume", action="store_true", help="go on where an interrupted run left OUT.h5")
    return parser


def _number(text: str) -> int | str:
    """A whole number, or the text, which is reported with all other faults."""
    try:
        return int(text)
    except ValueError:
        return text


def _faults(options: argparse.Namespace, engine: str) -> list[str]:
    """Find what is at fault in the options; what is at fault in the study, the engine says."""
    faults = []
    if options.method not in METHODS:
        faults.append(f"no method '{options.method}'; there are {', '.join(METHODS)}")
    if options.progress not in PROGRESS:
        faults.append(f"--progress {options.progress}, must be one of {', '.join(PROGRESS)}")
    for name, least in {"base_points": 2, "replicates": 1, "seed": 0}.items():  # a variance needs two points
        value = getattr(options, name)
        option = f"--{name.replace('_', '-')} {value}"
        if isinstance(value, str):
            faults.append(f"{option}, must be a whole number")
        elif value is not None and value < least:
            faults.append(f"{option}, must be at least {least}")
        elif name == "base_points" and value is not None and options.method == "sobol" and value & (value - 1):
            faults.append(f"{option}, must be a power of 2 for Sobol indices")
    try:
        contrast_arms(options.contrast, contrasts(engine))
    except ValueError as error:
        faults.append(str(error))
    if options.second_order and options.method != "sobol":
        faults.append("--second-order belongs to --method sobol")
    return faults + _faults_of_output(options)


def _faults_of_output(options: argparse.Namespace) -> list[str]:
    output = options.output
    if output.exists() and options.study.exists() and output.samefile(options.study):
        return [f"{output} is the study itself; give the results another name"]
    if not output.parent.is_dir():
        return [f"the folder '{output.parent}' does not exist; create it first"]
    if options.force or options.resume:
        return []
    taken = [path for path in (output, _indices_path(output)) if path.exists()]
    return [f"{path} exists already; give another name, or --force to replace it" for path in taken]


def _complain(faults: Sequence[str], code: int) -> int:
    for fault in faults:
        print(f"steppe-sensitivity: {fault}", file=sys.stderr)
    return code
