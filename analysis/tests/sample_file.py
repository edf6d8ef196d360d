"""Writes a small file that follows docs/output.md, from a synthetic ensemble."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import h5py
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

SETS = {
    "hedger": ["KAZ"],
    "principal": ["RUS", "CHN", "USA", "ISR", "IRN"],
    "partner": ["RUS", "CHN", "USA", "ISR", "OTH"],
    "candidate": ["AZE", "UZB"],
    "group": ["elite_business", "urban_youth"],
    "channel": ["trade", "energy", "defence", "cyber", "minerals", "diplomatic"],
}
SCENARIO = 'title = "Made up for tests"'
NAMES = {
    "hedger.KAZ": "Kazakhstan", "partner.RUS": "Russia", "partner.CHN": "China", "partner.USA": "United States",
    "partner.ISR": "Israel", "partner.OTH": "Others", "principal.IRN": "",
}  # fmt: skip
TEXT = h5py.string_dtype()


@dataclass(frozen=True)
class Measure:
    """One measure of the synthetic model: level, effect of the first arm, and noise a month."""

    name: str
    unit: str
    long_name: str
    reduction: str
    level: float
    effect: float
    noise: float
    sets: tuple[str, ...] = ("hedger",)


MEASURES = (
    Measure("alignment", "1", "alignment share", "mean", 0.2, 0.01, 0.01, ("hedger", "partner")),
    Measure("status", "1", "accord status (0 none, 1 announced, 2 operational, 3 frozen)", "final", 0, 2, 0),
    Measure("hedging", "1", "hedging (entropy of the alignment shares)", "mean", 0.85, 0.004, 0.01),
    Measure("ambiguity", "1", "ambiguity between the poles", "mean", 0.9, -0.002, 0.02),
    Measure("dependence", "1", "dependence (concentration of the alignment shares)", "mean", 0.27, -0.003, 0.01),
    Measure("autonomy", "1", "autonomy", "mean", 0.8, 0.0005, 0.02),
    Measure("welfare", "G", "welfare", "sum", 0.02, 0.01, 0.02),
    Measure("coercion", "G", "coercion suffered", "sum", 0.01, 0.004, 0.01),
    Measure("threats", "1", "threats received", "sum", 0.2, 0.03, 0.1),
    Measure("pressure", "1", "pressure", "mean", 0.1, 0.01, 0.02, ("hedger", "principal")),
    Measure("bids", "G", "offers received", "sum", 0.01, 0.002, 0.01, ("hedger", "principal")),
    Measure("influence", "1", "influence", "final", 0.2, 0.004, 0.02, ("hedger", "partner")),
    Measure("home_legitimacy", "1", "legitimacy at home", "mean", 0.1, -0.02, 0.05),
    Measure("channel_dependence", "1", "dependence per channel", "maximum", 0.3, 0.0, 0.02, ("hedger", "channel")),
    Measure("members", "1", "candidates that joined", "final", 0.5, 0.2, 0.3, ()),
    Measure("momentum", "1", "momentum of the accord", "mean", 0.4, 0.1, 0.05, ()),
    Measure("leader_credit", "1", "credit of the leader", "maximum", 0.3, 0.05, 0.05, ()),
    Measure("trade_gain", "1", "trade gain (100 times the logarithm)", "mean", 0.1, 0.05, 0.1),
    Measure("fdi_stock", "G", "stock of foreign investment", "final", 2, 0.2, 0.2),
    Measure("firms", "1", "affiliated firms", "final", 140, 5, 5),
    Measure("game_residual", "1", "residual of the bargaining game", "maximum", 3e-8, 0, 1e-9),
    Measure("clipped_share", "1", "share of values clipped at a bound", "mean", 0.01, 0, 0.001),
)


@dataclass(frozen=True)
class Sample:
    """What to write."""

    arms: tuple[str, ...] = ("with_accords", "without_accords")
    points: int = 1
    replicates: int = 40
    months: int = 36
    seed: int = 20251106
    schema_version: str = "1.0"
    filetype: str = "steppe"
    failed: tuple[tuple[int, int, int], ...] = ()  # (arm, point, replicate)
    missing: tuple[tuple[int, int, int], ...] = ()
    identical: bool = False
    sets: dict[str, list[str]] = field(default_factory=lambda: SETS)

    @property
    def base_shape(self) -> tuple[int, int, int, int]:
        """Lengths of arm, point, replicate and time."""
        return len(self.arms), self.points, self.replicates, self.months


def values_of(measure: Measure, sample: Sample) -> np.ndarray:
    """Values of one measure: a walk shared by all arms, plus an effect that falls from arm to arm."""
    shape = tuple(len(sample.sets[name]) for name in measure.sets)
    random = np.random.default_rng([sample.seed, *measure.name.encode()])
    arms, points, replicates, months = sample.base_shape
    walk = random.normal(0, measure.noise, (1, points, replicates, months, *shape)).cumsum(axis=3) / 2
    own = random.normal(0, measure.noise / 4, (arms, points, replicates, months, *shape)).cumsum(axis=3) / 2
    size = np.zeros(arms) if sample.identical else np.arange(arms)[::-1]
    ramp = np.minimum(1, np.arange(1, months + 1) / 24)
    effect = measure.effect * np.multiply.outer(size, ramp)
    effect = effect.reshape(arms, 1, 1, months, *[1] * len(shape))
    tilt = np.linspace(-1, 1, shape[-1]) if len(shape) > 1 else np.ones(shape[-1:])
    values = measure.level + walk + effect * tilt
    return (values if sample.identical else values + own).astype("f4") * np.ones(
        (arms, 1, 1, 1, *[1] * len(shape)), "f4"
    )


def write_sample(path: Path, sample: Sample = Sample()) -> Path:
    """Write the file and return its path."""
    with h5py.File(path, "w", track_order=True) as file:
        attributes = {
            "Conventions": "CF-1.10", "filetype": sample.filetype, "schema_version": sample.schema_version,
            "title": "Made up for tests", "source": "steppe 0.1.0", "history": "written by the tests",
        }  # fmt: skip
        file.attrs.update({name: np.bytes_(text) for name, text in attributes.items()})
        _write_coordinates(file, sample)
        for measure in MEASURES:
            _write_measure(file, measure, sample)
        _write_job_state(file, sample)
        _write_provenance(file.create_group("provenance"))
        _write_failures(file.create_group("failures"), sample)
    return path


def _write_coordinates(file: h5py.File, sample: Sample) -> None:
    texts = {"arm": list(sample.arms), **sample.sets}
    numbers = {
        "point": np.arange(sample.points, dtype="i4"),
        "replicate": np.arange(sample.replicates, dtype="i4"),
    }
    months = np.cumsum([0, *[30 + (month % 2) for month in range(sample.months - 1)]]).astype("f8")
    for name, ids in texts.items():
        file.create_dataset(name, data=np.array(ids, dtype=object), dtype=TEXT).make_scale(name)
    for name, data in {**numbers, "time": months}.items():
        file.create_dataset(name, data=data).make_scale(name)
    file["time"].attrs.update({"units": "days since 2025-11-01", "calendar": "standard", "standard_name": "time"})
    file.create_dataset("seed", data=np.uint64(sample.seed))


def _write_measure(file: h5py.File, measure: Measure, sample: Sample) -> None:
    dataset = file.create_dataset(
        measure.name,
        data=values_of(measure, sample),
        chunks=True,
        compression="gzip",
        fillvalue=np.float32(np.nan),
    )
    dataset.attrs.update(
        {
            "units": measure.unit, "long_name": measure.long_name, "reduction": measure.reduction,
            "cell_methods": "time: sum" if measure.reduction == "sum" else "time: point",
            "model_section": "2.9", "_FillValue": np.array([np.nan], "f4"),
        }
    )  # fmt: skip
    for axis, name in enumerate(("arm", "point", "replicate", "time", *measure.sets)):
        dataset.dims[axis].attach_scale(file[name])


def _write_job_state(file: h5py.File, sample: Sample) -> None:
    state = np.ones(sample.base_shape[:3], "i1")
    for where in sample.failed:
        state[where] = 2
    for where in sample.missing:
        state[where] = 0
    dataset = file.create_dataset("job_state", data=state)
    dataset.attrs.update({"flag_values": np.array([0, 1, 2], "i1"), "flag_meanings": "missing ok failed"})
    for axis, name in enumerate(("arm", "point", "replicate")):
        dataset.dims[axis].attach_scale(file[name])


def _write_provenance(group: h5py.Group) -> None:
    group.attrs.update(
        {"git_commit": "0123456789abcdef", "compiler": "GCC 12.2.0", "flags": "-O3 -ffp-contract=off", "lane_width": 8,
         "isa": "x86-64-v3", "schema_version": "1.0"}
    )  # fmt: skip
    tags = ["E", "L", "A", "A", "J", "J", "J", "D"]
    count = len(tags)
    texts = {
        "key": [f"family.parameter_{i}" for i in range(count)], "unit": ["1"] * count, "prior": ["uniform"] * count,
        "tag": tags, "source": ["made up"] * count, "section": ["2.8"] * count, "origin": ["test.toml:1"] * count,
    }  # fmt: skip
    numbers = {"value": np.arange(count) / 4, "range_low": np.zeros(count), "range_high": np.full(count, 2.0)}
    table = group.create_group("parameters", track_order=True)
    for name, column in texts.items():
        table.create_dataset(name, data=np.array(column, dtype=object), dtype=TEXT)
    for name, column in numbers.items():
        table.create_dataset(name, data=column)
    files = group.create_group("files")
    files.create_dataset("path", data=np.array(["test.toml"], dtype=object), dtype=TEXT)
    files.create_dataset("text", data=np.array([SCENARIO], dtype=object), dtype=TEXT)
    settings = group.create_group("settings")
    settings.create_dataset("key", data=np.array([f"{key}.name" for key in NAMES], dtype=object), dtype=TEXT)
    settings.create_dataset("value", data=np.array(list(NAMES.values()), dtype=object), dtype=TEXT)


def _write_failures(group: h5py.Group, sample: Sample) -> None:
    columns = dict(zip(("arm", "point", "replicate"), np.array(sample.failed, "i4").reshape(-1, 3).T, strict=True))
    for name, values in columns.items():
        group.create_dataset(name, data=values)
    group.create_dataset("month", data=np.full(len(sample.failed), 7, "i4"))
    group.create_dataset("message", data=np.array(["not finite"] * len(sample.failed), dtype=object), dtype=TEXT)
