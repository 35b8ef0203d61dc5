"""Service levels: what answers offer, what is missing."""

from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from audits.scoring.facts import Duration, Noted
from audits.scoring.framework import parse_framework
from audits.scoring.score import Given, Proof, Verdict
from audits.scoring.sla import Latency, Term, Terms, behind, delays, is_incomplete, missing, offered, said

FRAMEWORK = parse_framework((files("audits.frameworks") / "crm_integration.toml").read_text(encoding="utf-8"))


def noted(proof: Proof | None = Proof.CLAIMED, **facts: dict[str, Any]) -> dict[str, Noted]:
    return {name.replace("_", "-"): Noted(Given(Verdict.STRONG, proof), one) for name, one in facts.items()}


def length(value: str, unit: str) -> dict[str, str]:
    return {"value": value, "unit": unit}


@pytest.mark.covers("R054")
def test_a_record_starts_from_what_the_answers_hold() -> None:
    answers = noted(
        st_2={"observed-delay": length("30", "s")},
        sd_2={"edit-delay": length("5", "s")},
        st_4={"opt-out-delay": length("1", "min")},
        eh_1={"minimum-set": ["admin-log"]},
        eh_3={"retry-window": length("24", "h")},
        eh_4={"conflict-rule": "crm-wins", "rule-configurable": "yes"},
    )
    found = offered(FRAMEWORK, answers, contact="Contact", every="All")
    limits = {line.object: line.limit and line.limit.seconds for line in found.lines}
    assert limits == {"Contact": 5, "All": 30}
    assert (found.optout, found.retry) == (Duration(Decimal(1), "min"), Duration(Decimal(24), "h"))
    assert found.log_access == "Log open to admins"
    assert found.conflict_rule == "CRM wins; Rule is ours to set: Yes"
    assert missing(found) == (Term.NOTICE, Term.BREACH)


def test_what_nobody_knows_is_not_offered() -> None:
    answers = noted(eh_4={"conflict-rule": "unknown"}, eh_1={"minimum-set": ["automatic-retry"]})
    assert offered(FRAMEWORK, answers, contact="Contact", every="All") == Terms()


@pytest.mark.parametrize(
    ("proof", "claimed"),
    [(None, True), (Proof.CLAIMED, True), (Proof.SANDBOX, False), (Proof.PRODUCTION, False)],
)
def test_what_was_only_claimed_is_told_apart(proof: Proof | None, claimed: bool) -> None:
    answers = noted(proof, st_4={"opt-out-delay": length("60", "s")})
    assert said(FRAMEWORK, answers)[Term.OPT_OUT].is_only_claimed is claimed


def test_a_line_is_traced_to_the_delay_its_limit_was_taken_from() -> None:
    told = delays(FRAMEWORK, noted(st_2={"observed-delay": length("30", "s")}))
    found = behind(Latency("Contact", Duration(Decimal(30), "s")), told)
    assert found is not None and found.question == "st-2"
    assert behind(Latency("Contact", Duration(Decimal(31), "s")), told) is None


def test_a_latency_needs_limit_percentile_and_place() -> None:
    whole = Latency("Contact", Duration(Decimal(30), "s"), Decimal(95), "in the CRM")
    assert not is_incomplete(whole)
    assert is_incomplete(Latency("Contact", whole.limit, None, "in the CRM"))
