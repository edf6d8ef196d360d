"""The commands that made what the page shows, told from the files, so that anybody can run them."""

from __future__ import annotations

import shlex
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from steppe.report.page_inputs import PageInputs

FROM_COMMAND_LINE = "--set"  # the origin of a value that an option gave
RECORDS = ("final", "summary")


def commands_of(inputs: PageInputs) -> dict[str, str]:
    """Tell the commands by what they made.

    Parameters
    ----------
    inputs
        What the page is made from.

    Returns
    -------
    dict
        By source of a section (`steppe.report.section.Section`); sources that were not given are absent.
    """
    scenario = _scenario(inputs)
    told = {"compare": _command("compare", scenario, {**_compared(inputs), **_changed(inputs)}, "out/demo.h5")}
    hazard, benefit, attribution = inputs.hazard, inputs.benefit, inputs.attribution
    if hazard is not None:
        asked = {"replicates": str(hazard.replicates), "months": str(len(hazard.months)), **_changed(inputs)}
        told["hazard"] = _command("hazard", scenario, asked, "hazard.h5")
    if inputs.record_file is not None:
        asked = {"baseline": "observed", "replicates": str(inputs.record_file.replicates), **_changed(inputs)}
        told["hazard_record"] = _command("hazard", scenario, asked, "record.h5")
    if benefit is not None:
        asked = {"rivals": "DIR"} if benefit.rivals else {}
        asked |= {"replicates": str(benefit.pairs), "months": str(benefit.months), **_changed(inputs)}
        told["benefit"] = _command("benefit", scenario, asked, "benefit.h5")
    if attribution is not None:
        asked = {"contrasts": ",".join(attribution.contrasts), "replicates": str(attribution.replicates)}
        asked |= {"months": str(attribution.months), **_changed(inputs)}
        asked |= {} if attribution.complete else {"permutations": str(attribution.orders)}
        told["attribution"] = _command("attribute", scenario, asked, "attribution.h5")
    if inputs.hindcast is not None:
        origins = inputs.hindcast.forecasts["origin"]
        asked = {"observations": "CSV", "origins": f"{int(origins.min())}:{int(origins.max())}"}
        told["hindcast"] = _command("hindcast", "HISTORY.toml", asked, "hindcast.h5")
    if inputs.rivals:
        told["rivals"] = _command("compare", "RIVAL.toml", {"record": "final"}, "RIVAL.h5")
    return told


def _compared(inputs: PageInputs) -> dict[str, str]:
    asked = {"arms": ",".join(inputs.arms), "replicates": str(_runs(inputs)), "months": str(inputs.months)}
    per_draw = int(inputs.ds.get("replicates_per_draw", 0))
    if per_draw:
        asked["draw-priors"] = ""
    return asked | ({"record": inputs.record} if inputs.record in RECORDS else {})


def _runs(inputs: PageInputs) -> int:
    ds = inputs.ds
    return ds.sizes.get("replicate", int(ds["replicates"]) if "replicates" in ds else inputs.pairs)


def _scenario(inputs: PageInputs) -> str:
    """Name the last of the scenario's files: the others are those that it extends."""
    files: Iterable[str] = inputs.provenance.get("scenario", {})
    return PurePath(list(files)[-1]).name if files else "SCENARIO.toml"


def _changed(inputs: PageInputs) -> Mapping[str, str]:
    """Give the values that the command line set, in the order of the parameters."""
    parameters = inputs.parameters
    if "origin" not in parameters:
        return {}
    rows = parameters[parameters["origin"] == FROM_COMMAND_LINE]
    return {f"set {key}": f"{value:.17g}" for key, value in zip(rows["key"], rows["value"], strict=True)}


def _command(name: str, scenario: str, asked: Mapping[str, str], output: str) -> str:
    words = ["steppe", name, scenario]
    for option, value in asked.items():
        if option.startswith("set "):
            words += ["--set", f"{option.removeprefix('set ')}={value}"]
        else:
            words += [f"--{option}", *([value] if value else [])]
    return shlex.join([*words, "-o", output])
