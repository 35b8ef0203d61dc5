"""The built-in framework's warnings, held against answers as people give them."""

from importlib.resources import files

import pytest

from audits.scoring.facts import Noted, raised
from audits.scoring.framework import parse_framework
from audits.scoring.score import Given, Proof, Verdict

SCHEDULED = "real-time-on-schedule"
MINUTES = "real-time-in-minutes"
SANDBOX = "custom-object-in-sandbox"


@pytest.fixture(scope="module")
def warnings():
    text = (files("audits.frameworks") / "crm_integration.toml").read_text(encoding="utf-8")
    return parse_framework(text).warnings


def timing(said, **facts):
    """An answer to how a sync is set off, with what the vendor calls it."""
    return {"st-1": Noted(Given(), {"called-real-time": said, **facts})}


def interval(value, unit):
    return {"shortest-interval": {"value": value, "unit": unit}}


@pytest.mark.covers("R028")
@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (timing("yes", mechanism="schedule"), (SCHEDULED,)),
        (timing("yes", **interval("15", "min")), (MINUTES,)),
        (timing("yes", **interval("60", "s")), (MINUTES,)),
        (timing("yes", mechanism="schedule", **interval("1", "h")), (MINUTES, SCHEDULED)),
        (timing("yes", mechanism="event", **interval("59", "s")), ()),
        (timing("no", mechanism="schedule", **interval("15", "min")), ()),
        (timing(None, mechanism="schedule"), ()),
    ],
)
def test_real_time_that_is_none_is_warned_about(warnings, answers, expected):
    assert raised(warnings, answers) == expected


@pytest.mark.covers("R030")
@pytest.mark.parametrize(
    ("verdict", "proof", "expected"),
    [
        (Verdict.STRONG, Proof.SANDBOX, (SANDBOX,)),
        (Verdict.PARTIAL, Proof.SANDBOX, (SANDBOX,)),
        (Verdict.NONE, Proof.SANDBOX, ()),
        (None, Proof.SANDBOX, ()),
        (Verdict.STRONG, Proof.OWN_ORG, ()),
        (Verdict.STRONG, Proof.CLAIMED, ()),
    ],
)
def test_a_custom_object_in_a_sandbox_is_warned_about(warnings, verdict, proof, expected):
    assert raised(warnings, {"oc-2": Noted(Given(verdict, proof))}) == expected
