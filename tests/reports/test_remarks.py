"""Comments and challenges in the reports."""

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.remarks import answer_remark, make_remark
from audits.evaluations.models import Remark
from audits.evaluations.remarks import Line, remarks_of
from audits.people.roles import Role
from audits.reports.presenting.remarks import remark_rows
from tests import factories
from tests.reports.reading import ask, made, text_of


def raised(actor, evaluation, line, words):
    made = make_remark(actor=actor, evaluation=evaluation, line=line, kind="challenge", words=words)
    return Remark.objects.get(pk=made["id"])


def test_a_report_prints_a_challenge_with_its_answer(lead, workspace, scene):
    petra = factories.make_actor(workspace, Role.PROCUREMENT)
    row = raised(petra, scene, Line("decision"), "Who has measured the delay?")
    answer_remark(actor=lead, remark=row, words="We did, on 4 May.")
    text = text_of(made(lead, scene))
    assert "RM-01" in text
    assert "Whohasmeasuredthedelay?" in text and "Wedid,on4May." in text


def test_a_decided_report_is_made_anew_once_a_remark_came_or_was_answered(lead, workspace, scene):
    petra = factories.make_actor(workspace, Role.PROCUREMENT)
    decide(actor=lead, evaluation=scene, candidate_id=None, reason="None of them.")
    before = ask(lead, scene).content_key
    row = raised(petra, scene, Line("decision"), "Why none?")
    after = ask(lead, scene).content_key
    answer_remark(actor=lead, remark=row, words="Too dear.")
    assert len({before, after, ask(lead, scene).content_key}) == 3


def test_one_vendors_report_holds_no_remark_on_another(lead, scene):
    pipetap, other = list(scene.candidates.order_by("vendor__name"))[:2]
    for line in (Line(), Line("gaps", "", pipetap.pk), Line("gaps", "", other.pk)):
        raised(lead, scene, line, "Says who?")
    shown = remark_rows(remarks_of(scene), [pipetap.pk], lead.zone)
    assert [row.code for row in shown] == ["RM-01", "RM-02"]
