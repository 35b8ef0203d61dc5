"""The texts of a framework are somebody's own words: no page or file takes one for markup or a formula."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from audits.evaluations.actions.answers import save_answer
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.setup import create_evaluation
from audits.evaluations.models import Candidate, Evaluation
from audits.frameworks.models import FrameworkVersion
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.reports.render import document_of
from tests.api.caller import caller_for
from tests.evaluations.clarification_scenes import Visitor, ask
from tests.evaluations.declaring import clear
from tests.evaluations.panel_points import fresh, give_all, make_panel, revealed
from tests.factories import make_vendor
from tests.frameworks.drafting import make_copy, make_version
from tests.pages import Pages
from tests.reports.reading import ask as ask_report
from tests.reports.reading import loaded
from tests.scoring.framework_examples import document

pytestmark = pytest.mark.django_db

BAD = "=<q1>{0}{a}%s'\"&%(b"
"""Short enough for every text; as it stands it belongs into no page."""
KEPT = {"slug", "origin", "kind", "asks", "objects_dimension", "question", "fact", "values"}
OF_EVALUATION = ["evaluation", "compare", "decide", "evaluation-journal", "declaration-list", "remark-list"]
OF_CANDIDATE = [
    "candidate-score",
    "candidate-brief",
    "candidate-follow-ups",
    "candidate-cost",
    "meeting",
    "trial",
    "clarification-list",
    "clarification-new",
]


def spoilt(part: Any, name: str = "") -> Any:
    """The document with the same bad text in every place that takes a text."""
    if isinstance(part, dict):
        return {key: spoilt(value, key) for key, value in part.items()}
    if isinstance(part, list):
        return [spoilt(each, name) for each in part]
    return BAD if isinstance(part, str) and name not in KEPT else part


@pytest.fixture
def version(lead: Actor) -> FrameworkVersion:
    return make_version(lead, **spoilt(document()))


@pytest.fixture
def evaluation(lead: Actor, workspace: Workspace, version: FrameworkVersion) -> Evaluation:
    """A panel far apart has met on the first of two vendors; the answers make the warnings speak."""
    vendors = [make_vendor(lead, name).pk for name in ("Aspen", "Birch")]
    made = create_evaluation(actor=lead, title="Ours", framework=version.slug, mode="panel", vendors=vendors)
    evaluation = Evaluation.objects.get(pk=made["id"])
    for candidate in evaluation.candidates.all():
        facts = {"rule": "no", "delay": {"value": "5", "unit": "min"}}
        values: Any = {"verdict": "strong", "red_flags": ["vague"], "facts": facts, "is_promise": True}
        save_answer(actor=lead, candidate=fresh(candidate), question="w-1", values=values, version=None)
    priya, marek = make_panel(workspace, "priya", "marek")
    give_all(priya, first_of(evaluation), 5)
    give_all(marek, first_of(evaluation), 1)
    revealed(lead, first_of(evaluation), {})
    clear(lead, evaluation)
    return evaluation


def first_of(evaluation: Evaluation) -> Candidate:
    return evaluation.candidates.with_parents().get(vendor__name="Aspen")


def check(html: str) -> None:
    """It shows, and only as text."""
    assert "&lt;q1&gt;{0}{a}%s&#x27;&quot;&amp;%(b" in html
    assert "<q1>" not in html


def pages_of(evaluation: Evaluation) -> list[tuple[str, Any]]:
    candidates = [first_of(evaluation).pk, evaluation.candidates.get(vendor__name="Birch").pk]
    found: list[tuple[str, Any]] = [(name, evaluation.pk) for name in OF_EVALUATION]
    return found + [(name, key) for name in OF_CANDIDATE for key in candidates]


def test_the_pages_of_an_evaluation_show_it_as_text(lead: Actor, evaluation: Evaluation) -> None:
    pages = Pages.of(lead)
    shown = {(name, key): pages.open(name, key) for name, key in pages_of(evaluation)}
    assert {name for (name, _key), response in shown.items() if response.status_code != 200} == set()
    assert not [place for place, response in shown.items() if "<q1>" in response.content.decode()]
    for name in ("candidate-score", "meeting", "clarification-new"):
        check(shown[name, first_of(evaluation).pk].content.decode())
    check(pages.text("compare-questions", evaluation.pk, "width"))


def test_the_pages_of_a_framework_show_it_as_text(lead: Actor, version: FrameworkVersion) -> None:
    pages, draft = Pages.of(lead), make_copy(lead, version=version)
    check(pages.text("framework-list"))
    for name in ("framework", "framework-changes"):
        assert "<q1>" not in pages.text(name, version.pk)
    for name in ("framework-draft", "framework-preview", "framework-screen"):
        check(pages.text(name, draft.pk))


def test_a_report_and_a_workbook_show_it_as_text(lead: Actor, evaluation: Evaluation) -> None:
    for kind, candidate in (("comparison", None), ("candidate", first_of(evaluation))):
        check(document_of(loaded(ask_report(lead, evaluation, kind, candidate))).html)
    given = Pages.of(lead).open("comparison-xlsx", evaluation.pk).content
    cells = [cell for sheet in load_workbook(io.BytesIO(given)) for row in sheet for cell in row]
    assert any(BAD in str(cell.value) for cell in cells)
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]


def test_it_passes_through_the_api_and_a_decision_unchanged(lead: Actor, evaluation: Evaluation) -> None:
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits.")
    given = caller_for(lead).get(f"/evaluations/{evaluation.pk}/comparison").json()
    assert given["candidates"][0]["dimensions"][0]["title"] == BAD
    pages = Pages.of(lead)
    for name, key in pages_of(evaluation):
        response = pages.open(name, key)
        assert response.status_code < 500 and "<q1>" not in response.content.decode()


def test_a_vendor_is_asked_in_it_as_text(lead: Actor, evaluation: Evaluation) -> None:
    row = ask(lead, first_of(evaluation), questions={"w-1": BAD, "d-1": BAD}, message=BAD)
    check(Visitor.of(row).text)
    check(Pages.of(lead).text("clarification", row.pk))
