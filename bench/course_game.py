"""The two questions of a month alone, as users of NumPy and of Numba would write them, for docs/performance.md.

Reads games and answers of the engine, checks that answers agree to 1e-9, and prints the time of a game on one core.

    pip install -r bench/requirements.txt
    build/release-v4/bench/bench_course_game --write games.bin
    python bench/course_game.py games.bin [REPEATS]
"""

import os
import sys
import time
from collections.abc import Callable

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from support.course_by_numba import solve_by_numba
from support.course_by_numpy import solve_by_numpy
from support.course_games import ANSWERS, REPLICATES, read

AGREEMENT = 1e-9


def report(name: str, answers: np.ndarray, expected: np.ndarray, seconds: float) -> None:
    """Prints the time and how far the answers are from the engine's."""
    apart = np.abs(answers - expected).max(0)
    nanoseconds, differ = 1e9 * seconds / REPLICATES, int((apart > AGREEMENT).sum())
    differences = f"{differ} differ by more than {AGREEMENT:.0e}, at most by {apart.max():.1e}"
    print(f"{name:8} {nanoseconds:9.0f} ns a game; {differences}")


def least_time(work: Callable[[], object], repeats: int) -> float:
    """CPU time, so that others on the machine do not count."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Times both."""
    games, expected = read(sys.argv[1])
    repeats = int(sys.argv[2]) if sys.argv[2:] else 5
    by_replicate = [np.ascontiguousarray(np.moveaxis(field, -1, 0)) for field in games.values()]
    answers = np.empty((REPLICATES, sum(ANSWERS.values())))
    solve_by_numba(*by_replicate, answers)  # compiles
    report("numba", answers.T, expected, least_time(lambda: solve_by_numba(*by_replicate, answers), repeats))
    report("numpy", solve_by_numpy(games), expected, least_time(lambda: solve_by_numpy(games), min(repeats, 2)))


if __name__ == "__main__":
    main()
