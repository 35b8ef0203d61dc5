"""Checklists as Markdown to tick and as CSV for a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from audits.checklists.document import Check, Checklist, Said
from audits.checklists.marks import mark_of, mark_of_text
from audits.checklists.steps import step_of
from audits.checklists.wording import MARKS, code_of, fields_of, hop_words, limit_words, record_words
from audits.kit.cells import guarded

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""
COLUMNS = {
    "code": "code",
    "number": "number",
    "group": "group",
    "title": "title",
    "priority": "priority",
    "test": "what to test",
    "how": "how",
    "expected": "what to expect",
    "expects": "in short",
    "limits": "figures",
    "remedy": "if it fails",
    "record_fields": "write down",
    "counts": "counts",
    "hops": "hops",
    "types": "types",
    "systems": "systems",
    "failure_modes": "failure modes",
    "links": "more",
    "mark": "source",
    "result": "result",
    "owner": "owner",
    "date": "date",
}
"""Names of a check's parts with their headings; the last three are for whoever fills it in."""
MARKDOWN = re.compile(r"([\\`*\[\]<])")
AT_START = re.compile(r"^(\s*)([#>+-]|\d+[.)])", re.MULTILINE)


def csv_of(checklist: Checklist) -> str:
    """A row for each check; no text is taken for a formula."""
    titles = {group.slug: group.title for group in checklist.groups}
    out = io.StringIO(newline="")
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow(COLUMNS.values())
    for check in checklist.checks:
        number = str(check.number or "")
        cells = fields_of(check) | {
            "code": code_of(check.slug),
            "number": number,
            "mark": str(MARKS[mark_of(check)]),
        }
        cells |= {"group": titles[check.group]}
        writer.writerow([guarded(cells.get(name, "")) for name in COLUMNS])
    return out.getvalue()


def plain(words: str) -> str:
    """Text that Markdown shows as it was written."""
    return AT_START.sub(r"\1\\\2", MARKDOWN.sub(r"\\\1", words))


def line(words: str) -> str:
    return plain(" ".join(words.split()))


def markdown_of(checklist: Checklist) -> str:
    """To read, to print and to tick."""
    return "\n\n".join(blocks(checklist)) + "\n"


def blocks(checklist: Checklist) -> Iterator[str]:
    title = _("%(title)s, version %(number)d") % {"title": checklist.title, "number": checklist.version}
    yield f"# {line(title)}"
    yield plain(checklist.intro)
    if checklist.minutes:
        planned, longest = checklist.minutes
        words = _("Plan %(planned)d minutes, stop at %(longest)d.")
        yield words % {"planned": planned, "longest": longest}
    for group in checklist.groups:
        yield f"## {line(group.title)}"
        if group.note:
            yield plain(group.note)
        for check in checklist.checks:
            if check.group == group.slug:
                yield from check_blocks(check)


def check_blocks(check: Check) -> Iterator[str]:
    number = f"{check.number}. " if check.number else ""
    priority = f" ({check.priority})" if check.priority else ""
    yield f"### \u2610 {number}{code_of(check.slug)} {line(check.title)}{priority}"
    yield said(check, _("What to test"), check.test)
    if check.how:
        yield f"**{_('How')}**"
        yield "\n".join(f"{place}. {step(check, each)}" for place, each in enumerate(check.how, 1))
    yield from expected_blocks(check)
    if check.remedy:
        yield said(check, _("If it fails"), check.remedy)
    if notes := [*map(hop_words, check.hops), *map(record_words, (*check.counts, *check.record))]:
        yield f"**{_('Write down')}**"
        yield "\n".join(f"- {line(note)}:" for note in notes)
    yield f"{_('Result')}: ________ {_('Owner')}: ________ {_('Date')}: ________"


def expected_blocks(check: Check) -> Iterator[str]:
    if check.expected:
        yield said(check, _("What to expect"), check.expected)
    elif check.expects:
        yield f"**{_('What to expect')}**: {line(check.expects)}"
    if check.limits:
        yield "\n".join(f"- {line(limit_words(limit))}" for limit in check.limits)


def said(check: Check, heading: str, text: Said) -> str:
    return f"**{heading}** ({MARKS[mark_of_text(check, text)]}): {plain(text.text)}"


def step(check: Check, text: Said) -> str:
    """A step in its list; its command in a block of its own, as it stands."""
    parts = step_of(text.text)
    words = "\n   ".join(plain(parts.words).splitlines())
    mark = MARKS[mark_of_text(check, text)]
    if not parts.command:
        return f"{words} ({mark})"
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", parts.command)), default=0))
    block = "\n   ".join([fence, *parts.command.splitlines(), fence])
    return f"{words} ({mark})\n\n   {block}\n"
