"""The parts of the screen that a write has moved, rendered for one candidate as it stands."""

from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string

from audits.evaluations.comparison.load import load_candidate, load_saved
from audits.evaluations.comparison.panel import seen_by
from audits.evaluations.comparison.shapes import CandidateView
from audits.evaluations.models import Candidate, Capture
from audits.evaluations.panel import panel_of
from audits.evaluations.screen import advice, dimensions, objects, rail
from audits.evaluations.screen.demo import demo_bar
from audits.evaluations.screen.page import capture_lines
from audits.evaluations.screen.people import NOBODY, People, people
from audits.evaluations.screen.questions import QuestionCard, card
from audits.evaluations.screen.skeleton import question_html, replies_html, thumbs_html
from audits.evaluations.screen.strip import strip
from audits.evaluations.views.scoring.answering import frame, reader_of
from audits.http import MemberRequest
from audits.kit import clock
from audits.people.actor import Actor


class Fragments:
    """Renders parts of the screen from one reading of the candidate."""

    def __init__(self, request: MemberRequest, candidate: Candidate, view: CandidateView) -> None:
        self.candidate = candidate
        self.view = view
        self.zone = request.actor.zone
        self.evaluation = candidate.evaluation
        self.framework = candidate.evaluation.document
        self.request = request
        self.base = frame(request, candidate)
        self.reader = reader_of(request, candidate, view.demos)

    def rendered(self, template: str, **context: Any) -> str:
        return render_to_string(f"evaluations/{template}", self.base | context)

    def score(self) -> list[str]:
        """What any write may have moved: the total, what to ask, what to be wary of."""
        total = strip(self.view, self.framework)
        live = self.rendered(
            "_ask_next.html",
            asks=advice.asks(self.view, self.framework),
            warnings=advice.warnings(self.view, self.framework, self.evaluation.custom_objects),
            band_advice=advice.band_advice(self.view, self.framework),
        )
        return [
            self.rendered("_score_strip.html", strip=total),
            self.rendered("_score_dock.html", strip=total),
            live,
        ]

    def dimension(self, slug: str) -> list[str]:
        """A dimension's place on the rail, its suggestion and what its points lack."""
        state = dimensions.state(self.view, self.framework, slug, self.zone)
        item = rail.rail_item(self.view, self.framework, slug)
        return [
            self.rendered("_score_rail_item.html", item=item),
            self.rendered("_score_state.html", state=state),
            self.rendered("_score_moved.html", state=state),
        ]

    def dimension_of(self, question: str) -> list[str]:
        return self.dimension(self.evaluation.catalog.dimension_of[question])

    def card(self, slug: str) -> QuestionCard:
        return card(self.view, self.framework, slug, self.zone)

    def question(self, slug: str) -> list[str]:
        """What the closed card of a question tells."""
        q = self.card(slug)
        return [self.rendered("_question_facts.html", q=q), self.rendered("_question_warn.html", q=q)]

    def whole_question(self, slug: str) -> str:
        return question_html(self.card(slug), self.reader)

    def questions(self) -> list[str]:
        """In a panel a demo that starts or ends moves who may write verdicts: every card."""
        return [self.whole_question(one.question) for one in self.view.answers if self.evaluation.is_panel]

    def points(self, slug: str) -> str:
        """The levels and the reason of one dimension."""
        document = self.framework.dimension(slug)
        panel = dimensions.panel(self.view, self.framework, document, self.zone, 0)
        return self.rendered("_score_panel.html", d=panel)

    def matrix(self, crm: str) -> str:
        document = next(one for one in self.evaluation.required_crms if one.slug == crm)
        return self.rendered("_objects.html", m=objects.matrix(self.view, document))

    def objects(self, crm: str) -> list[str]:
        """A CRM's matrix and the dimension that it stands in."""
        place = self.framework.objects_dimension
        return [self.matrix(crm), *(self.dimension(place) if place else [])]

    def evidence(self, slug: str) -> list[str]:
        """The evidence of a question, or of a dimension as a whole."""
        if slug in self.evaluation.catalog.question_ids:
            q = self.card(slug)
            files = self.rendered("_question_files.html", q=q)
            return [thumbs_html(slug, q.exhibits, self.reader), files]
        dimension = next(one for one in self.view.dimensions if one.slug == slug)
        return [thumbs_html(slug, dimension.exhibits, self.reader)]

    def replies(self) -> list[str]:
        """The vendor's words and files at every question that it was asked in writing."""
        asked = {reply.question for request in self.view.clarifications for reply in request.replies}
        parts = []
        for slug in sorted(asked):
            q = self.card(slug)
            facts = self.rendered("_question_facts.html", q=q)
            parts += [replies_html(q, self.reader), facts, *self.evidence(slug)]
        return parts

    def captures(self) -> str:
        """The lines that wait to be filed: one query."""
        lines = capture_lines(waiting(self.candidate), self.zone)
        return self.rendered("_captures.html", captures=lines)

    def demo(self) -> list[str]:
        """The demo bar, and the reminder that goes once a demo has begun."""
        bar = demo_bar(self.view.demos, self.framework)
        return [
            self.rendered("_demo_bar.html", bar=bar),
            self.rendered("_before_demo.html", bar=bar),
        ]

    def people(self) -> list[str]:
        """Who is here, and in panel mode who has scored what."""
        return around(self.request, self.candidate)


def people_of(candidate: Candidate, actor: Actor) -> People:
    """Once revealed there is nothing left to wait for; once decided nobody is awaited at all."""
    if not candidate.is_open:
        return NOBODY
    around = candidate.presences.lately(clock.now()).select_related("person").order_by("person__name")
    return people(candidate, actor, around, panel_of(candidate) if candidate.is_blind else ())


def waiting(candidate: Candidate) -> QuerySet[Capture]:
    """The candidate's lines that nobody has filed or dropped."""
    return candidate.captures.filter(filed_at=None, dropped_at=None).select_related("caught_by")


def captures(request: MemberRequest, candidate: Candidate) -> str:
    """The list of lines alone: nothing else has moved."""
    lines = capture_lines(waiting(candidate), request.actor.zone)
    return render_to_string("evaluations/_captures.html", frame(request, candidate) | {"captures": lines})


def around(request: MemberRequest, candidate: Candidate) -> list[str]:
    """The people alone: nothing else has moved."""
    now, base = people_of(candidate, request.actor), frame(request, candidate)
    return [
        render_to_string(f"evaluations/{name}", base | {"people": now, "current": ""})
        for name in ("_presence.html", "_panel_list.html")
    ]


def saved(request: MemberRequest, candidate: Candidate) -> Fragments:
    """After a save: answers, points and objects, three queries."""
    return Fragments(request, candidate, seen_by(request.actor, candidate, load_saved(candidate)))


def whole(request: MemberRequest, candidate: Candidate) -> Fragments:
    """With evidence and demos as well, five queries."""
    return Fragments(request, candidate, seen_by(request.actor, candidate, load_candidate(candidate)))
