"""`Idempotency-Key`: the same request again gets the first answer, byte for byte, and does nothing (T3)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from audits.evaluations.models import Candidate, Decision, Evaluation, Waiver
from audits.journal.models import Event, Operation
from audits.people.actor import Actor
from audits.people.models import Membership
from audits.people.roles import Role
from audits.vendors.actions import edit_vendor
from audits.vendors.models import Vendor
from tests.api.caller import Caller, caller_for, problem_of, refused
from tests.factories import candidate_of, make_actor, make_evaluation, make_workspace

Call = tuple[str, dict[str, Any]]
NONE = {"candidate": None, "reason": "None fits."}


def posts(candidate: Candidate) -> dict[str, Call]:
    """One call of every kind that makes something."""
    at, home = f"/candidates/{candidate.pk}", f"/evaluations/{candidate.evaluation_id}"
    return {
        "vendor": ("/vendors", {"name": "Pipetap"}),
        "evaluation": ("/evaluations", {"title": "Q2", "vendors": [str(candidate.vendor_id)]}),
        "waiver": (f"{at}/waivers", {"crm": "salesforce", "object": "lead", "reason": "Fine."}),
        "evidence": (f"{at}/evidence", {"url": "https://a.example", "question": "sd-1"}),
        "decision": (f"{home}/decision", NONE),
    }


KINDS = ["vendor", "evaluation", "waiver", "evidence", "decision"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_the_first_answer_comes_again(api: Caller, candidate: Candidate, kind: str) -> None:
    path, body = posts(candidate)[kind]
    first = api.post(path, body, key="k-1")
    events = Event.objects.count()
    again = api.post(path, body, key="k-1")
    assert first.status_code == 201, first.content
    assert (again.status_code, again.content, again["Location"]) == (201, first.content, first["Location"])
    assert Event.objects.count() == events and Operation.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_the_first_answer_comes_again_after_the_decision(
    api: Caller, candidate: Candidate, kind: str
) -> None:
    path, body = posts(candidate)[kind]
    first = api.post(path, body, key="k-1")
    api.post(f"/evaluations/{candidate.evaluation_id}/decision", NONE)
    assert api.post(path, body, key="k-1").content == first.content


@pytest.mark.django_db
def test_reopening_repeated_opens_once(api: Caller, evaluation: Evaluation) -> None:
    home = f"/evaluations/{evaluation.pk}"
    api.post(f"{home}/decision", NONE, key="d")
    first = api.post(f"{home}/reopen", {"reason": "New offer."}, key="r")
    api.post(f"{home}/decision", NONE, key="d-2")
    assert api.post(f"{home}/reopen", {"reason": "New offer."}, key="r").content == first.content
    assert api.get(home).json()["status"] == "decided"


@pytest.mark.django_db
def test_the_answer_is_the_first_even_when_things_changed_since(api: Caller, lead: Actor) -> None:
    first = api.post("/vendors", {"name": "Pipetap"}, key="k")
    edit_vendor(actor=lead, vendor=Vendor.objects.get(), values={"name": "Renamed"})
    assert api.post("/vendors", {"name": "Pipetap"}, key="k").content == first.content


@pytest.mark.django_db
def test_the_same_document_written_differently_is_the_same_body(api: Caller) -> None:
    first = api.post("/vendors", '{"name": "A", "product": "B"}', key="k")
    again = api.post("/vendors", '{\n "product":"\\u0042",  "name": "A"}', key="k")
    assert again.content == first.content and Vendor.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_another_body_under_the_same_key_is_refused(api: Caller, candidate: Candidate, kind: str) -> None:
    path, body = posts(candidate)[kind]
    name = next(name for name in ("name", "title", "reason", "url") if name in body)
    assert api.post(path, body, key="k").status_code == 201
    assert refused(api.post(path, body | {name: f"{body[name]}x"}, key="k")) == {"Idempotency-Key"}


@pytest.mark.django_db
def test_the_same_body_elsewhere_under_the_same_key_is_refused(api: Caller, lead: Actor) -> None:
    evaluation = make_evaluation(lead, vendors=["A", "B"])
    body = {"crm": "salesforce", "object": "lead", "reason": "Fine."}
    first, second = (f"/candidates/{candidate_of(evaluation, name).pk}/waivers" for name in ("A", "B"))
    assert api.post(first, body, key="k").status_code == 201
    assert refused(api.post(second, body, key="k")) == {"Idempotency-Key"}
    assert Waiver.objects.count() == 1


@pytest.mark.django_db
def test_refused_work_may_be_tried_again_under_its_key(api: Caller, at: str) -> None:
    body = {"crm": "salesforce", "object": "lead", "reason": "Fine."}
    api.put(f"{at}/objects/salesforce/lead", {"read": True, "write": True})
    problem_of(api.post(f"{at}/waivers", body, key="k"), 409)
    api.put(f"{at}/objects/salesforce/lead", {"write": False})
    assert api.post(f"{at}/waivers", body, key="k").status_code == 201


@pytest.mark.django_db
def test_keys_of_two_people_and_two_workspaces_do_not_meet(
    api: Caller, caller_as: Callable[[Role], Caller]
) -> None:
    other = caller_for(make_actor(make_workspace("rival"), Role.LEAD))
    made = {caller.post("/vendors", {"name": "A"}, key="k").json()["id"] for caller in (
        api, other, caller_as(Role.ADMIN)
    )}  # fmt: skip
    assert len(made) == 3


@pytest.mark.django_db
def test_a_role_taken_away_ends_the_repetition_too(api: Caller, lead: Actor) -> None:
    api.post("/vendors", {"name": "A"}, key="k")
    Membership.objects.filter(user_id=lead.user_id).update(role=Role.PROCUREMENT)
    problem_of(api.post("/vendors", {"name": "A"}, key="k"), 403)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", " ", "x" * 256])
def test_a_key_that_is_none_is_refused(api: Caller, key: str) -> None:
    assert refused(api.post("/vendors", {"name": "A"}, key=key)) == {"Idempotency-Key"}


@pytest.mark.django_db
def test_a_keyed_put_is_repeated_as_well(api: Caller, at: str) -> None:
    body = {"points": 3, "version": 0}
    first = api.put(f"{at}/scores/field-mapping", body, key="k")
    assert api.put(f"{at}/scores/field-mapping", body, key="k").content == first.content
    assert Event.objects.filter(kind="score.saved", operation="k").count() == 1


def at_once(number: int, call: Callable[[int], Any]) -> list[Any]:
    """Runs the call in so many threads that start together."""
    start = Barrier(number)

    def run(position: int) -> Any:
        start.wait()
        try:
            return call(position)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", KINDS)
def test_duplicates_at_the_same_moment_make_one(api: Caller, candidate: Candidate, kind: str) -> None:
    path, body = posts(candidate)[kind]
    before = Event.objects.count()
    answers = at_once(6, lambda _: Caller(api.token).post(path, body, key="k"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    # A new evaluation tells of its candidate too, and a link of the evidence behind it.
    assert Event.objects.count() - before == (2 if kind in ("evaluation", "evidence") else 1)


@pytest.mark.django_db(transaction=True)
def test_different_bodies_at_the_same_moment_make_one(api: Caller) -> None:
    answers = at_once(4, lambda n: Caller(api.token).post("/vendors", {"name": f"V{n}"}, key="k"))
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422]
    assert Vendor.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_the_same_moment_make_one(api: Caller, evaluation: Evaluation) -> None:
    path = f"/evaluations/{evaluation.pk}/decision"
    answers = at_once(4, lambda _: Caller(api.token).post(path, NONE))
    assert sorted(answer.status_code for answer in answers) == [201, 423, 423, 423]
    assert Decision.objects.count() == 1
