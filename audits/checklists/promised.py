"""A commitment as a check: what was promised is the expected result, the demo's words are its context."""

import re

from django.utils.translation import gettext as _

from audits.checklists.document import Check, Limit, Said
from audits.commitments.models import Commitment


def slug_of(commitment: Commitment) -> str:
    """The slug of its check: cm-01 is the vendor's commitment CM-01."""
    return commitment.code.lower()


def check_of_commitment(commitment: Commitment) -> Check:
    """The acceptance check of a promise or a gap; a failed one cites the demo's answer, or the gap."""
    expected = expected_of(commitment)
    return Check(
        slug=slug_of(commitment),
        title=cut(expected if commitment.is_gap else commitment.text, 80),
        kind="acceptance",
        group="acceptance",
        test=Said(text=commitment.text),
        how=steps_of(commitment),
        expected=Said(text=expected),
        # The row shows the promise as its title: here its figure is enough.
        expects=commitment.figure or None,
        limits=limits_of(commitment),
        priority="P1",
    )


def expected_of(commitment: Commitment) -> str:
    """What was promised, with its figure unless the vendor's own words say it; of a gap, that it is gone."""
    if commitment.is_gap:
        return _("Gone: %(gap)s") % {"gap": commitment.text}
    number = re.escape(f"{commitment.value} {commitment.unit}")
    if not commitment.figure or re.search(rf"(?<![\d.,]){number}", commitment.text):
        return commitment.text
    return f"{commitment.text} ({commitment.figure})"


def steps_of(commitment: Commitment) -> tuple[Said, ...]:
    """What somebody does to see it; a finding's steps begin with these words."""
    words = _("Do in your own systems what was promised: %(text)s")
    if commitment.is_gap:
        words = _("Try in your own systems whether this gap is still there: %(text)s")
    steps = [words % {"text": cut(commitment.text, 240)}]
    if commitment.limit is not None:
        steps.append(_("Measure it and write down the value in %(unit)s.") % {"unit": commitment.unit})
    return tuple(Said(text=words, origin="proposed") for words in steps)


def limits_of(commitment: Commitment) -> tuple[Limit, ...]:
    if commitment.limit is None:
        return ()
    return (
        Limit.model_validate(
            {
                "what": cut(commitment.text, 80),
                "comparison": commitment.comparison,
                "value": commitment.limit,
                "unit": commitment.unit or "–",
            }
        ),
    )


def cut(words: str, most: int) -> str:
    """The beginning of a text that has to stand in one line."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
