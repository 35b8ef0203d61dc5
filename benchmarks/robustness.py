"""How long it takes to tell how firm the order of ten vendors is: at most 50 ms of CPU.

    .venv/bin/python -m benchmarks.robustness

The ratio is CPU time by that goal. Ten vendors of which none is better than another everywhere are the
hardest case: all of them take part in the count of weightings.
"""

import json
import time
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from audits.scoring.robustness import Contender, robustness

GOAL_SECONDS = 0.05
LADDER = (5, 4, 4, 3, 3, 2, 1, 0)
RUNS = 20


class Band(NamedTuple):
    slug: str
    min: int
    max: int


BANDS = (Band("strong", 34, 40), Band("partial", 24, 33), Band("surface", 0, 23))


def ten_vendors() -> list[Contender]:
    turned = (LADDER[place:] + LADDER[:place] for place in range(len(LADDER)))
    mirrored = (tuple(reversed(LADDER[place:] + LADDER[:place])) for place in (1, 4))
    shares = (Fraction(1, 3),) * len(LADDER)
    return [Contender(f"v{place}", row, shares) for place, row in enumerate(chain(turned, mirrored))]


def measured() -> float:
    """The best of some runs, so that others on the machine do not count."""
    contenders, spent = ten_vendors(), []
    for _ in range(RUNS):
        started = time.process_time()
        robustness(contenders, BANDS)
        spent.append(time.process_time() - started)
    return min(spent)


if __name__ == "__main__":
    ratio = round(measured() / GOAL_SECONDS, 3)
    print(json.dumps([{"name": "robustness of 10 vendors by 50 ms", "ratio": ratio, "goal": 1.0}]))
