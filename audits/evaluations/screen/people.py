"""Who is in the demo and, in panel mode, who has scored: whether, and never how."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from audits.evaluations.models import Candidate, Presence
from audits.evaluations.panel import Panelist
from audits.frameworks.catalog import Catalog
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import initials_of


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody whose screen of the candidate is open."""

    initials: str
    name: str
    is_me: bool
    share: str
    """How much of the panel's work they have done; blank for whoever is not of the panel."""

    @property
    def words(self) -> str:
        name = _("%(name)s (you)") % {"name": self.name} if self.is_me else self.name
        return f"{name}, {self.share}" if self.share else name


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One of the panel beside one dimension."""

    initials: str
    name: str
    is_me: bool
    icon: str
    state: str


@dataclass(frozen=True, slots=True)
class PanelOn:
    """The panel beside one dimension."""

    slug: str
    title: str
    lines: tuple[PanelLine, ...]


@dataclass(frozen=True, slots=True)
class People:
    """What the page says of the people around it."""

    here: tuple[Here, ...]
    panel: tuple[PanelOn, ...]
    finished: int
    size: int


NOBODY = People(here=(), panel=(), finished=0, size=0)


def people(
    candidate: Candidate, actor: Actor, presences: Iterable[Presence], panel: Sequence[Panelist]
) -> People:
    """`presences` with their people; `panel` is empty in solo mode and once revealed."""
    around = {each.person_id: each for each in presences}
    members = with_me(candidate, actor, panel)
    return People(
        here=tuple(here(each, actor, members) for each in around.values()),
        panel=panel_on_each(candidate.evaluation.catalog, members, around, actor) if panel else (),
        finished=sum(one.is_finished for one in members),
        size=len(members),
    )


def with_me(candidate: Candidate, actor: Actor, panel: Sequence[Panelist]) -> Sequence[Panelist]:
    """The reader is among them when they may score, also before they have."""
    is_among = any(one.user_id == actor.user_id for one in panel)
    if not panel or is_among or not actor.can(roles.GIVES_PANEL_POINTS):
        return panel
    total = len(candidate.evaluation.document.dimensions)
    return [*panel, Panelist(actor.user_id, actor.name, actor.email, frozenset(), total, is_here=True)]


def here(presence: Presence, actor: Actor, members: Sequence[Panelist]) -> Here:
    own = next((one for one in members if one.user_id == presence.person_id), None)
    words = {"done": own.done, "total": own.total} if own else {}
    return Here(
        initials=presence.person.initials,
        name=str(presence.person),
        is_me=presence.person_id == actor.user_id,
        share=_("scored %(done)d of %(total)d") % words if own else "",
    )


def panel_on_each(
    catalog: Catalog, members: Sequence[Panelist], around: Mapping[UUID, Presence], actor: Actor
) -> tuple[PanelOn, ...]:
    return tuple(
        PanelOn(
            document.slug,
            document.title,
            tuple(
                line(one, document.slug, catalog.dimension_ids[document.slug], around, actor)
                for one in members
            ),
        )
        for document in catalog.framework.dimensions
    )


def line(one: Panelist, slug: str, key: int, around: Mapping[UUID, Presence], actor: Actor) -> PanelLine:
    presence = around.get(one.user_id)
    is_looking = presence is not None and presence.dimension == slug
    icon, state = "dash", _("Not yet")
    if key in one.judged:
        icon, state = "check", _("Scored")
    elif is_looking:
        icon, state = "pen", _("Choosing")
    return PanelLine(initials_of(one.name), one.name, one.user_id == actor.user_id, icon, state)
