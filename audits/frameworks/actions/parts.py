"""Editing a draft, one place at a time, and its dimensions and questions as rows."""

import json
from collections.abc import Callable
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from audits.frameworks import outline
from audits.frameworks.actions.drafts import clean_title, newest_of, taken
from audits.frameworks.catalog import catalog
from audits.frameworks.exchange import cleaned
from audits.frameworks.models import DraftFramework
from audits.frameworks.outline import Document, Edit
from audits.frameworks.spots import Spot, mark_of
from audits.frameworks.wording import code_of, fields_of, part_of
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.clean import needed_safe_text
from audits.kit.refusals import Blocked, Conflict
from audits.people import roles
from audits.people.actor import Actor
from audits.scoring.reading import MAX_BYTES

LINE = 160
KINDS = {
    "head": "framework.edited",
    "dimension": "dimension.edited",
    "question": "question.edited",
    "bands": "bands.edited",
    "crms": "crms.edited",
    "figures": "figures.edited",
    "weightings": "weightings.edited",
}


def edit_part(
    *, actor: Actor, draft: DraftFramework, spot: Spot, content: Document, seen: str | None = None
) -> dict[str, Any]:
    """Other content at one place; returns {"mark"} of what stands there now.

    `seen` is the mark of what one had before oneself; a place that says something else by now is `Conflict`,
    whatever changed elsewhere.
    """
    actor.require(roles.LEADS)
    wanted = cleaned(dict(content))
    if spot.kind == "head":
        wanted["title"] = clean_title(wanted["title"])

    def do() -> dict[str, Any]:
        row = held(actor, draft)
        before = spot.read(row.document)
        if seen is not None and mark_of(before) != seen:
            raise conflict(spot, wanted, before, row)
        part = part_of(spot, row.document)
        spot.put(row.document, wanted)
        after = spot.read(row.document)
        if after != before:
            store(actor, row)
            kind, (was, now) = KINDS[spot.kind], differing(spot, before, after)
            journal.record(actor, kind, subject=row.pk, part=part, before=was, after=now)
        return {"mark": mark_of(after)}

    return journal.once(actor, None, "", do)


def held(actor: Actor, draft: DraftFramework) -> DraftFramework:
    """The draft with its row locked: the update changes nothing and takes the lock on every database."""
    rows = DraftFramework.objects.filter(workspace_id=actor.workspace_id, pk=draft.pk)
    rows.update(version=F("version"))
    row = rows.first()
    if row is None:
        raise Blocked(_("This draft is no longer there."))
    return row


def conflict(spot: Spot, wanted: Document, there: Document, row: DraftFramework) -> Conflict:
    yours, theirs = fields_of(spot, wanted), fields_of(spot, there) | {"mark": mark_of(there)}
    message = _("Somebody changed this part since you opened it. Nothing of yours is saved yet.")
    return Conflict(message, yours=yours, theirs=theirs, version=row.version)


def differing(spot: Spot, before: Document, after: Document) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that are not the same, so that the journal does not repeat what stayed."""
    was, now = fields_of(spot, before), fields_of(spot, after)
    names = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    return {name: was.get(name) for name in names}, {name: now.get(name) for name in names}


def store(actor: Actor, row: DraftFramework) -> None:
    """Writes the document of a draft whose row is held."""
    if len(json.dumps(row.document, ensure_ascii=False).encode()) > MAX_BYTES:
        message = _("This framework has become too large; %(most)d kB are possible.")
        raise Blocked(message % {"most": MAX_BYTES // 1000})
    DraftFramework.objects.filter(pk=row.pk).update(
        title=row.document["title"],
        document=row.document,
        version=F("version") + 1,
        saved_by_id=actor.user_id,
        saved_at=clock.now(),
    )


def write(
    actor: Actor,
    draft: DraftFramework,
    edit: Edit,
    *,
    kind: str,
    seen: int | None,
    part: Callable[[Document], str],
    asked: Any = None,
    before: Callable[[Document], Any] = lambda document: None,
    key: str | None = None,
) -> dict[str, Any]:
    """One change of the rows of a draft; returns {"slug"} of what was added, if so.

    `part` and `before` are read before the change; `asked` tells a repetition by its key.
    """
    actor.require(roles.LEADS)

    def do() -> dict[str, Any]:
        row = taken(actor, draft, seen)
        name, was = part(row.document), before(row.document)
        made = edit(row.document)
        DraftFramework.objects.filter(pk=row.pk).update(document=row.document)
        journal.record(actor, kind, subject=row.pk, part=name, before=was, operation=key or "")
        return {"slug": made}

    return journal.once(actor, key, journal.fingerprint(kind, draft.pk, asked), do)


def used_before(draft: DraftFramework) -> set[str]:
    """Slugs that meant something in the newest version; nothing new may take them over."""
    last = newest_of(draft)
    if last is None:
        return set()
    known = catalog(last.pk)
    return {*known.dimension_ids, *known.question_ids}


def add_dimension(
    *, actor: Actor, draft: DraftFramework, title: str, seen: int | None = None, key: str | None = None
) -> dict[str, Any]:
    """A dimension more, last; returns {"slug"}."""
    title, used = clean_title(title), used_before(draft)
    return write(
        actor,
        draft,
        lambda document: outline.add_dimension(document, title, used),
        kind="dimension.added",
        part=lambda document: title,
        seen=seen,
        asked=title,
        key=key,
    )


def remove_dimension(
    *, actor: Actor, draft: DraftFramework, dimension: str, seen: int | None = None
) -> dict[str, Any]:
    """Takes a dimension out with its questions; the journal keeps which they were."""

    def before(document: Document) -> dict[str, Any]:
        questions = outline.parts(outline.dimension_in(document, dimension), "questions")
        return {"questions": [code_of(question["slug"]) for question in questions]}

    return write(
        actor,
        draft,
        lambda document: outline.remove_dimension(document, dimension),
        kind="dimension.removed",
        part=lambda document: part_of(Spot("dimension", dimension), document),
        before=before,
        seen=seen,
    )


def move_dimension(
    *, actor: Actor, draft: DraftFramework, dimension: str, step: int, seen: int | None = None
) -> dict[str, Any]:
    """A dimension with its questions one place up or down."""
    return write(
        actor,
        draft,
        lambda document: outline.move_dimension(document, dimension, step),
        kind="dimension.moved",
        part=lambda document: part_of(Spot("dimension", dimension), document),
        seen=seen,
    )


def add_question(
    *,
    actor: Actor,
    draft: DraftFramework,
    dimension: str,
    text: str,
    seen: int | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """A question more at the end of a dimension; returns {"slug"}."""
    words = needed_safe_text("text", text, _("Write the question."), limit=LINE)
    used = used_before(draft)
    return write(
        actor,
        draft,
        lambda document: outline.add_question(document, dimension, words, used),
        kind="question.added",
        part=lambda document: words,
        seen=seen,
        asked=[dimension, words],
        key=key,
    )


def remove_question(
    *, actor: Actor, draft: DraftFramework, question: str, seen: int | None = None
) -> dict[str, Any]:
    """Takes a question out; the journal keeps what it said."""
    spot = Spot("question", question)
    return write(
        actor,
        draft,
        lambda document: outline.remove_question(document, question),
        kind="question.removed",
        part=lambda document: code_of(question),
        before=lambda document: fields_of(spot, spot.read(document)),
        seen=seen,
    )


def move_question(
    *, actor: Actor, draft: DraftFramework, question: str, step: int, seen: int | None = None
) -> dict[str, Any]:
    """A question one place up or down, over the edge of its dimension into the next."""
    return write(
        actor,
        draft,
        lambda document: outline.move_question(document, question, step),
        kind="question.moved",
        part=lambda document: code_of(question),
        seen=seen,
    )


def remove_warning(
    *, actor: Actor, draft: DraftFramework, warning: str, seen: int | None = None
) -> dict[str, Any]:
    """Takes a warning out, such as one that no longer fits its question."""
    return write(
        actor,
        draft,
        lambda document: outline.remove_warning(document, warning),
        kind="warning.removed",
        part=lambda document: warning,
        seen=seen,
    )
