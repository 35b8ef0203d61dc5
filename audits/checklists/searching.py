"""Finding checks by words, in memory: there are about a hundred of them."""

from collections.abc import Iterable

from audits.checklists.document import Check


def found(checks: Iterable[Check], words: str) -> list[Check]:
    """The checks in which every word stands, in their order; without words all of them."""
    wanted = words.casefold().split()
    return [check for check in checks if all(word in text_of(check) for word in wanted)]


def text_of(check: Check) -> str:
    """Everything of a check that is searched, in lower case."""
    said = [check.test, *check.how, check.expected, check.remedy]
    labels = [field.label for field in (*check.record, *check.counts)]
    lines = [check.slug, check.title, check.expects or "", *check.systems, *check.types, *labels]
    return "\n".join([*lines, *(each.text for each in said if each)]).casefold()
