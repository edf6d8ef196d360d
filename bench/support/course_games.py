"""The games of `bench_course_game --write`, and the engine's answers."""

import numpy as np

PRINCIPALS, ACTIONS, STEPS = 5, 6, 8
THRESHOLD, STEEPNESS = 0.15, 20.0
SHAPES = {
    "precision": (),
    "base_rate": (ACTIONS,),
    "utility": (ACTIONS,),
    "cap": (PRINCIPALS,),
    "exchange": (PRINCIPALS,),
    "threatens": (PRINCIPALS,),
    "hurt": (PRINCIPALS,),
    "capacity": (PRINCIPALS,),
    "threat_cost": (PRINCIPALS,),
    "posture": (PRINCIPALS,),
    "value": (PRINCIPALS, ACTIONS),
    "gain": (PRINCIPALS,),
    "cap_change": (PRINCIPALS,),
    "cap_keep": (PRINCIPALS,),
    "log_odds_without_offers": (),
}
ANSWERS = {"reservation": PRINCIPALS, "choice": ACTIONS, "worth": PRINCIPALS, "inclusive": 1, "log_odds": 1}
REPLICATES = 65536


def read(path: str) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Games, each field with the replicate as its last index, and the engine's answers (answer, replicate)."""
    numbers = np.fromfile(path).reshape(-1, REPLICATES)
    games, first = {}, 0
    for name, shape in SHAPES.items():
        count = int(np.prod(shape, dtype=int))
        games[name] = numbers[first : first + count].reshape((*shape, REPLICATES))
        first += count
    return games, numbers[first:]
