"""Writes a small file that follows docs/output.md, from a synthetic ensemble."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import h5py
import numpy as np
from declared import ARMS, SCHEMA_VERSION, attributes_of, beside_contrasts, contrasts_of, words_of

if TYPE_CHECKING:
    from pathlib import Path

SETS = {
    "hedger": ["KAZ"],
    "principal": ["RUS", "CHN", "USA", "ISR", "IRN"],
    "partner": ["RUS", "CHN", "USA", "ISR", "OTH"],
    "candidate": ["AZE", "UZB", "SDN"],
    "channel": ["trade", "energy", "defence", "cyber", "minerals", "diplomacy"],
    "market": ["RUS", "CHN", "USA", "ISR", "OTH", "ROW"],
}
SCENARIO = 'title = "Made up for tests"'
NAMES = {
    "hedger.KAZ": "Kazakhstan", "partner.RUS": "Russia", "partner.CHN": "China", "partner.USA": "United States",
    "partner.ISR": "Israel", "partner.OTH": "Others", "principal.IRN": "", "channel.energy": "Energy and transit",
}  # fmt: skip
TEXT = h5py.string_dtype()
TAGS = ["E", "L", "A", "A", "J", "J", "J", "D"]
COUNT = len(TAGS)
PARAMETERS = {
    "key": [f"family.parameter_{i}" for i in range(COUNT)], "value": np.arange(COUNT) / 4,
    "range_low": np.zeros(COUNT), "range_high": np.full(COUNT, 2.0), "unit": ["1"] * COUNT,
    "prior": ["uniform"] * COUNT, "tag": TAGS, "source": ["made up"] * COUNT, "section": ["2.8"] * COUNT,
    "null": np.zeros(COUNT), "origin": ["test.toml:1"] * COUNT,
}  # fmt: skip


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
    horizons: tuple[int, ...] = ()


MEASURES = (
    Measure("alignment", "1", "Alignment share", "mean", 0.2, 0.01, 0.01, ("hedger", "partner")),
    Measure("hedging", "1", "Hedging: evenness of alignment", "mean", 0.85, 0.004, 0.01),
    Measure("ambiguity", "1", "Ambiguity: incumbents against others in links", "mean", 0.9, -0.002, 0.02),
    Measure("dependence", "1", "Dependence: concentration of alignment (HHI)", "mean", 0.27, -0.003, 0.01),
    Measure("channel_dependence", "1", "Dependence in links (HHI)", "mean", 0.3, 0, 0.02,
            ("hedger", "channel")),
    Measure("autonomy", "1", "Autonomy from stronger partners", "mean", 0.8, 0.0005, 0.02),
    Measure("influence", "1", "Influence: share in links", "mean", 0.2, 0.004, 0.02,
            ("hedger", "partner")),
    Measure("welfare", "G", "Discounted welfare of the month", "sum", 0.02, 0.01, 0.02),
    Measure("trade_gain", "percent", "Change of real income from trade costs", "mean", 0.1, 0.05, 0.1),
    Measure("fdi_stock", "G", "Stock of foreign direct investment", "final", 2, 0.2, 0.2),
    Measure("firms", "count", "Affiliated firms", "final", 140, 5, 5),
    Measure("turnover_share", "1", "Share in exports and imports together", "mean", 0.17, 0.001, 0.01,
            ("hedger", "market")),
    Measure("status", "1", "Status in the accord: 0 none, 1 announced, 2 operational, 3 frozen", "final", 0, 2, 0),
    Measure("accession_probability", "1", "Probability of acceding in the month", "mean", 0, 0, 0,
            horizons=(1, 12)),
    Measure("coercion", "G", "Harm from executed threats", "sum", 0.01, 0.004, 0.01),
    Measure("threats", "count", "Threats issued", "sum", 0.2, 0.03, 0.1),
    Measure("pressure", "1", "Pressure by a principal", "mean", 0.1, 0.01, 0.02, ("hedger", "principal")),
    Measure("bids", "G", "Expected outlay of a principal on its offers", "sum", 0.01, 0.002, 0.01,
            ("hedger", "principal")),
    Measure("delivered", "G", "Offers delivered by a principal", "sum", 0.01, 0.001, 0.01, ("hedger", "principal")),
    Measure("believed_resolve", "1", "Belief that a principal executes a provoked threat", "final", 0.2, 0, 0.01,
            ("hedger", "principal")),
    Measure("believed_delivery", "1", "Belief that a principal delivers an earned offer", "final", 0.5, 0, 0.01,
            ("hedger", "principal")),
    Measure("home_legitimacy", "1", "Opinion of the accord at home", "mean", 0.1, -0.02, 0.05),
    Measure("members", "count", "States in the accord", "final", 3, 1.4, 0.3, ()),
    Measure("candidate_member", "1", "Membership of a candidate", "final", 0, 0, 0, ("candidate",)),
    Measure("momentum", "1", "Momentum of the accord", "mean", 0.4, 0.1, 0.05, ()),
    Measure("legitimacy", "1", "Legitimacy of the contested sponsor", "mean", -0.1, 0.01, 0.02, ()),
    Measure("leader_credit", "1", "Credit of the sponsoring leader", "mean", 0.3, 0.05, 0.05, ()),
    Measure("conflict_intensity", "1", "Intensity of the conflict", "mean", 0.3, 0, 0, ()),
    Measure("tension", "1", "Regional tension", "mean", 0.1, 0, 0, ()),
    Measure("oil_price", "USD/bbl", "Oil price", "mean", 72, 0, 0, ()),
    Measure("game_residual", "G", "Largest change in the last step of the course game", "maximum", 3e-8, 0, 1e-9),
    Measure("clipped_share", "1", "Share of links held at a bound", "mean", 0.01, 0, 0.001),
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """What to write."""

    arms: tuple[str, ...] = ("with_accords", "without_accords")
    points: int = 1
    replicates: int = 24
    months: int = 24
    seed: int = 20251106
    schema_version: str = SCHEMA_VERSION
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
        _note(
            file, Conventions="CF-1.10", filetype=sample.filetype, schema_version=sample.schema_version,
            record="trajectories", title="Made up for tests", source="steppe 0.1.0", history="written by the tests",
        )  # fmt: skip
        _write_coordinates(file, sample)
        for measure in MEASURES:
            _write_measure(file, measure, sample)
        _write_job_state(file, sample)
        _write_provenance(file.create_group("provenance"))
        _write_failures(file.create_group("failures"), sample)
    return path


def _note(item: h5py.File | h5py.Group | h5py.Dataset, **texts: str) -> None:
    """Write text attributes as the engine does: scalar, of fixed length, UTF-8."""
    for name, text in texts.items():
        content = text.encode() or b"\0"
        item.attrs.create(name, np.bytes_(content), dtype=h5py.string_dtype("utf-8", len(content)))


def _texts(group: h5py.Group, name: str, values: list[str]) -> h5py.Dataset:
    return group.create_dataset(name, data=np.array(values, dtype=object), dtype=TEXT)


def _numbers(group: h5py.Group, name: str, values: np.ndarray, chunks: tuple[int, ...] | None = None) -> h5py.Dataset:
    return group.create_dataset(
        name, data=values, chunks=chunks or values.shape, compression="gzip", compression_opts=1, shuffle=True,
        fletcher32=True, fillvalue=np.float32(np.nan) if values.dtype == "f4" else None,
    )  # fmt: skip


def _table(group: h5py.Group, columns: dict[str, list[str] | np.ndarray]) -> None:
    """Parallel arrays over the first of them."""
    for name, values in columns.items():
        dataset = _texts(group, name, values) if isinstance(values, list) else _numbers(group, name, values)
        _over(dataset, group, [next(iter(columns))])


def _over(dataset: h5py.Dataset, group: h5py.Group, dimensions: list[str]) -> None:
    for axis, name in enumerate(dimensions):
        if dataset.name.rsplit("/", 1)[-1] == name:
            dataset.make_scale(name)
        else:
            dataset.dims[axis].attach_scale(group[name])


def _write_coordinates(file: h5py.File, sample: Sample) -> None:
    for name, ids in {"arm": list(sample.arms), **sample.sets}.items():
        _texts(file, name, ids).make_scale(name)
        _note(file[name], long_name=name)
    contrasts = contrasts_of(sample.arms)
    _texts(file, "contrast", contrasts).make_scale("contrast")
    _note(file["contrast"], long_name="difference between arms in the same replicate")
    _over(_texts(file, "arm_long_name", words_of(sample.arms, ARMS)), file, ["arm"])
    for name, words in beside_contrasts(contrasts).items():
        _over(_texts(file, name, words), file, ["contrast"])
    months = np.cumsum([0, *[30 + (month % 2) for month in range(sample.months - 1)]]).astype("f8")
    numbers = {
        "point": np.arange(sample.points, dtype="i4"),
        "replicate": np.arange(sample.replicates, dtype="i8"),
        "time": months,
    }
    for name, values in numbers.items():
        _numbers(file, name, values).make_scale(name)
        _note(file[name], long_name=name, units="days since 2025-11-01" if name == "time" else "1")
    _note(file["time"], calendar="standard", standard_name="time", axis="T")
    for name, value in {"seed": np.uint64(sample.seed), "replicates_per_draw": np.int32(0)}.items():
        file.create_dataset(name, data=value)
        _note(file[name], long_name=name)


def _write_measure(file: h5py.File, measure: Measure, sample: Sample) -> None:
    values = values_of(measure, sample)
    dataset = _numbers(file, measure.name, values, (1, 1, min(64, values.shape[2]), *values.shape[3:]))
    dataset.attrs["_FillValue"] = np.array([np.nan], "f4")
    declared = attributes_of(measure.name)
    dataset.attrs.update({name: value for name, value in declared.items() if not isinstance(value, str)})
    _note(dataset, **{name: value for name, value in declared.items() if isinstance(value, str)})
    _note(
        dataset, units=measure.unit, long_name=measure.long_name, reduction=measure.reduction,
        cell_methods="time: sum" if measure.reduction == "sum" else "time: point",
    )  # fmt: skip
    if measure.horizons:
        dataset.attrs["horizons"] = np.array(measure.horizons, "i4")
    _over(dataset, file, ["arm", "point", "replicate", "time", *measure.sets])


def _write_job_state(file: h5py.File, sample: Sample) -> None:
    state = np.ones(sample.base_shape[:3], "i1")
    for where in sample.failed:
        state[where] = 2
    for where in sample.missing:
        state[where] = 0
    dataset = _numbers(file, "job_state", state)
    dataset.attrs["flag_values"] = np.array([0, 1, 2], "i1")
    _note(dataset, flag_meanings="missing ok failed", long_name="what became of the replicate")
    _over(dataset, file, ["arm", "point", "replicate"])


def _write_provenance(group: h5py.Group) -> None:
    _note(
        group, schema_version="1.0", engine_version="0.1.0", git_commit="0123456789abcdef", compiler="GNU 12.2.0",
        flags="-O3 -ffp-contract=off", isa="x86-64-v3",
    )  # fmt: skip
    group.attrs["lane_width"] = np.int32(4)
    settings = {
        "key": ["run.months", *(f"{key}.name" for key in NAMES)], "value": ["24", *NAMES.values()],
        "origin": ["test.toml:1"] * (1 + len(NAMES)),
    }  # fmt: skip
    _table(group.create_group("files", track_order=True), {"path": ["test.toml"], "text": [SCENARIO]})
    _table(group.create_group("parameters", track_order=True), PARAMETERS)
    _table(group.create_group("settings", track_order=True), settings)


def _write_failures(group: h5py.Group, sample: Sample) -> None:
    arm, point, replicate = np.array(sample.failed, "i4").reshape(-1, 3).T
    count = len(sample.failed)
    group.create_dataset("failure", data=np.arange(count, dtype="i4")).make_scale("failure")
    columns = {"arm": arm, "point": point, "replicate": replicate.astype("i8"), "month": np.full(count, 7, "i4")}
    for name, values in columns.items():
        _over(group.create_dataset(name, data=values), group, ["failure"])
    _over(_texts(group, "message", ["not finite"] * count), group, ["failure"])
