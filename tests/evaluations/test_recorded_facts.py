"""Facts and objects recorded on the scoring page are kept and shown again."""

import re

import pytest

from audits.evaluations.models import Answer, ObjectCheck
from tests.evaluations.scoring_client import page, save
from tests.factories import candidate_of, make_evaluation

pytestmark = pytest.mark.django_db


def field(html: str, question: str, fact: str) -> str:
    """The part of the page that belongs to one fact of one question."""
    article = html.split(f'id="q-{question}"')[1].split("</article>")[0]
    assert f'data-fact="{fact}"' in article
    return article


@pytest.mark.parametrize(
    ("question", "fact", "value"),
    [
        pytest.param("sd-1", "direction", "shallow", marks=pytest.mark.covers("R045")),
        pytest.param("oc-4", "lookup-handling", ["polymorphic-lookups"], marks=pytest.mark.covers("R040")),
        pytest.param("map-1", "abilities", ["conditions", "no-ticket"], marks=pytest.mark.covers("R044")),
        pytest.param("eh-1", "minimum-set", ["admin-log"], marks=pytest.mark.covers("R041")),
        pytest.param("eh-1", "error-types", ["api-limit"], marks=pytest.mark.covers("R042")),
        pytest.param("eh-4", "conflict-rule", "latest-timestamp", marks=pytest.mark.covers("R043")),
        pytest.param("eh-4", "rule-configurable", "yes", marks=pytest.mark.covers("R043")),
    ],
)
def test_a_fact_is_kept_and_shown_again(lead, candidate, sign_in, question, fact, value):
    client = sign_in(lead)
    assert save(client, candidate, f"answers/{question}", facts={fact: value}).status_code == 200
    assert Answer.objects.get(candidate=candidate, question__slug=question).facts == {fact: value}
    article = field(page(client, candidate), question, fact)
    for slug in [value] if isinstance(value, str) else value:
        assert re.search(rf'value="{slug}"[^>]*(checked|selected)', article)


@pytest.mark.covers("R027", "R029")
def test_latency_and_opt_out_exposure_are_worked_out(lead, candidate, sign_in):
    client = sign_in(lead)
    save(client, candidate, "answers/sd-2", facts={"edit-delay": {"value": "9", "unit": "s"}})
    times = {"unsubscribed-at": "09:00", "next-batch-at": "20:00"}
    save(client, candidate, "answers/st-4", facts=times)
    html = page(client, candidate)
    assert "Slowest delay measured: 9 s (SD-2)" in html and "11 h" in html


@pytest.mark.covers("R032", "R033", "R035")
@pytest.mark.parametrize(
    ("crms", "objects"), [(["salesforce"], 6), (["hubspot"], 5), (["salesforce", "hubspot"], 11)]
)
def test_the_matrix_asks_for_the_objects_of_the_purchase(lead, sign_in, crms, objects):
    evaluation = make_evaluation(lead, crms=crms)
    candidate = candidate_of(evaluation)
    html = page(sign_in(lead), candidate)
    shown = set(re.findall(r'data-object="([a-z]+/[a-z]+)"', html))
    assert len(shown) == objects and {name.split("/")[0] for name in shown} == set(crms)
    assert ("points follow the weaker one" in html) == (len(crms) > 1)


@pytest.mark.covers("R032")
def test_task_and_event_together_make_activity(lead, candidate, sign_in):
    client = sign_in(lead)
    both = {"read": True, "write": True}
    save(client, candidate, "objects/salesforce/activity", parts={"task": both, "event": {"read": True}})
    row = ObjectCheck.objects.get(candidate=candidate, crm="salesforce", object="activity")
    assert (row.read, row.write) == (True, None)
    save(client, candidate, "objects/salesforce/activity", version=1, parts={"event": {"write": False}})
    row.refresh_from_db()
    assert row.write is False
