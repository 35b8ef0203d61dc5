"""What is wrong with a framework file, and where, in words that its author can act on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the place ("dimensions[2] field-mapping", "line 12") and what is wrong there."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class FrameworkError(Exception):
    """The file is no framework; `problems` says why, in the order of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


class Unwhole(ValueError):
    """Raised by the models' own checks: several messages about one part, each with the place inside it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(
            "; ".join(str(problem) if problem.place else problem.message for problem in problems)
        )
        self.problems = problems

    @classmethod
    def unless_empty(cls, problems: list[Problem]) -> None:
        """Raise when there is anything to report."""
        if problems:
            raise cls(problems)
