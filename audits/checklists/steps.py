"""A step of a check: what to do in words, and the command that stands below them, if any."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """The words of a step; its command is to be copied as it stands."""

    words: str
    command: str


def step_of(text: str) -> Step:
    """A first line that ends with a colon introduces a command; any other text is words alone."""
    words, _line, command = text.partition("\n")
    if command and words.rstrip().endswith(":"):
        return Step(words, command)
    return Step(text, "")
