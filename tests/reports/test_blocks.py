"""Lists in typed text, and what stays on one line."""

import pytest

from audits.reports.presenting.blocks import Block, blocks
from audits.reports.unbroken import kept_whole


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ()),
        ("One.\n\nTwo.", (Block(False, ("One.\n\nTwo.",)),)),
        ("* a\n* b", (Block(True, ("a", "b")),)),
        (
            "Done.\n\n- a\n  still a\n- b\n\nNote.",
            (
                Block(False, ("Done.",)),
                Block(True, ("a\nstill a", "b")),
                Block(False, ("Note.",)),
            ),
        ),
        ("-5 degrees, 3 - 2 = 1\n*bold*", (Block(False, ("-5 degrees, 3 - 2 = 1\n*bold*",)),)),
    ],
)
def test_lists_are_told_from_text(words: str, found: tuple[Block, ...]) -> None:
    assert blocks(words) == found


def test_codes_and_dates_are_kept_whole_and_markup_is_left() -> None:
    html = '<title>R-0001</title><a href="/F-12">F-12</a> 25 Nov 2026, 16:12 X-RAY'
    one = '<span class="one">{}</span>'.format
    kept = f'<title>R-0001</title><a href="/F-12">{one("F-12")}</a> {one("25 Nov 2026, 16:12")} X-RAY'
    assert kept_whole(html) == kept
