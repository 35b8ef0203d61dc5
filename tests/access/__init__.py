"""The addresses of each area for the access tests, in the shape that `tests/access_cases.py` describes."""

from types import ModuleType

from tests.access import (
    asks,
    award,
    between,
    clarifications,
    commitments,
    connectors,
    declarations,
    findings,
    firmness,
    frameworks,
    guests,
    inbox,
    incidents,
    library,
    notices,
    printing,
    remarks,
    runs,
    schedules,
    scorecards,
)

AREAS: tuple[ModuleType, ...] = (
    asks,
    connectors,
    commitments,
    library,
    frameworks,
    runs,
    between,
    findings,
    incidents,
    schedules,
    printing,
    inbox,
    guests,
    clarifications,
    award,
    notices,
    declarations,
    firmness,
    remarks,
    scorecards,
)
