"""The pages on which a workspace writes its own frameworks."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audits.frameworks.actions import drafts, load_built_in, parts
from audits.frameworks.exchange import written
from audits.frameworks.models import DraftFramework, FrameworkVersion
from audits.frameworks.spots import Spot
from audits.people.actor import Actor
from tests.frameworks.drafting import document_of, form_of, make_copy, make_empty, make_version, sample
from tests.pages import Pages

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PLACES = [
    ("head", ()),
    ("dimension", ("sync-direction",)),
    ("question", ("sd-1",)),
    ("question", ("eh-1",)),
    ("bands", ()),
    ("crms", ()),
    ("figures", ()),
    ("weightings", ()),
]


@pytest.fixture
def pages(lead: Actor) -> Pages:
    load_built_in()
    return Pages.of(lead)


@pytest.fixture
def draft(lead: Actor, pages: Pages) -> DraftFramework:
    return make_copy(lead)


def edit(pages: Pages, draft: DraftFramework, kind: str, *slugs: str, **typed: Any) -> Any:
    """Sends the form of a place, with something else typed into it."""
    name = f"framework-{kind}-edit"
    return pages.send(name, draft.pk, *slugs, **(form_of(pages, name, draft.pk, *slugs) | typed))


def test_a_framework_is_copied_by_its_page(pages: Pages) -> None:
    version = load_built_in()
    assert pages.address("framework-copy", version.pk) in pages.text("framework", version.pk)
    sent = pages.send("framework-copy", version.pk, title="Ours")
    draft = DraftFramework.objects.get()
    assert sent["Location"] == pages.address("framework-draft", draft.pk)
    assert "What do you do with polymorphic lookups" in pages.text("framework-draft", draft.pk)
    assert "Ours" in pages.text("framework-list")


def test_a_double_click_makes_one_copy(pages: Pages) -> None:
    version = load_built_in()
    values = {**pages.fields("framework-copy", version.pk), "title": "Ours"}
    first, second = (pages.send("framework-copy", version.pk, **values) for _turn in range(2))
    assert first["Location"] == second["Location"] and DraftFramework.objects.count() == 1


@pytest.mark.parametrize(
    ("title", "said"), [("", "required"), ("x" * 61, "too long"), ("CRM integration", "already")]
)
def test_a_title_that_cannot_be_taken_is_answered_at_its_field(pages: Pages, title: str, said: str) -> None:
    sent = pages.send("framework-new", title=title)
    assert sent.status_code == 422 and said in str(sent.context["form"].errors["title"])


@pytest.mark.parametrize(("kind", "slugs"), PLACES)
def test_a_form_sent_as_it_is_changes_nothing(
    pages: Pages, draft: DraftFramework, kind: str, slugs: tuple[str, ...]
) -> None:
    before = document_of(draft)
    assert edit(pages, draft, kind, *slugs).status_code == 302
    assert document_of(draft) == before and draft.version == 0


def test_a_dimension_is_written_with_its_six_levels(pages: Pages, draft: DraftFramework) -> None:
    typed = {"title": "Direction", "minutes": "12", "level_5": "All of it\nseen", "core": ""}
    sent = edit(pages, draft, "dimension", "sync-direction", **typed)
    assert sent["Location"].endswith("#sync-direction")
    found = document_of(draft)["dimensions"][0]
    assert (found["title"], found["minutes"], found["core"]) == ("Direction", 12, False)
    assert found["rubric"][5] == "All of it seen" and len(found["rubric"]) == 6
    assert len(found["questions"]) == 4


def test_a_question_keeps_the_slugs_of_what_is_only_reworded(pages: Pages, draft: DraftFramework) -> None:
    flags = "Has to be logged by hand\nTwo-way means a handful of standard fields\nNobody can say"
    typed = {"red_flags": flags, "needs": "own-org", "facts-1-label": "Seen at", "facts-1-kind": "time"}
    assert edit(pages, draft, "question", "sd-1", **typed).status_code == 302
    found = document_of(draft)["dimensions"][0]["questions"][0]
    assert [flag["slug"] for flag in found["red_flags"]] == [
        "manual-logging",
        "few-fields",
        "direction-unclear",
    ]
    assert found["needs"] == "own-org"
    assert [fact["slug"] for fact in found["facts"]] == ["direction", "seen-at"]


def test_a_fact_is_taken_out_by_its_box(pages: Pages, draft: DraftFramework) -> None:
    edit(pages, draft, "question", "sd-1", **{"facts-0-DELETE": "on"})
    assert "facts" not in document_of(draft)["dimensions"][0]["questions"][0]


def test_bands_are_written_together(pages: Pages, draft: DraftFramework) -> None:
    typed = {"bands-2-max": "20", "bands-3-title": "Thin", "bands-3-min": "21", "bands-3-max": "23"}
    assert edit(pages, draft, "bands", **typed, **{"bands-3-asks": "cost"}).status_code == 302
    bands = {band["slug"]: (band["min"], band["max"]) for band in document_of(draft)["bands"]}
    assert bands == {"strong": (34, 40), "partial": (24, 33), "surface": (0, 20), "thin": (21, 23)}


def test_bands_that_overlap_are_saved_told_and_not_published(pages: Pages, draft: DraftFramework) -> None:
    edit(pages, draft, "bands", **{"bands-2-max": "30"})
    for name in ("framework-draft", "framework-preview", "framework-bands-edit"):
        assert "surface and partial both hold 24" in pages.text(name, draft.pk)
    document_of(draft)
    sent = pages.send("framework-publish", draft.pk, seen=draft.version)
    assert sent.status_code == 422 and "both hold 24" in sent.content.decode()
    assert not FrameworkVersion.objects.filter(slug="ours").exists()


def test_objects_keep_their_slugs_and_parts(pages: Pages, draft: DraftFramework) -> None:
    typed = {
        "crms-0-objects": "Account\nActivity: Task, Event, Call\nCampaign\nContact\nLead\nOpportunity",
        "crms-2-title": "Own CRM",
        "crms-2-objects": "Deal room",
    }
    assert edit(pages, draft, "crms", **typed).status_code == 302
    first, _second, third = document_of(draft)["crms"]
    assert [part["slug"] for part in first["objects"][1]["parts"]] == ["task", "event", "call"]
    assert (third["slug"], third["objects"]) == ("own-crm", [{"slug": "deal-room", "title": "Deal room"}])


def test_weights_are_offered_for_each_dimension(pages: Pages, draft: DraftFramework) -> None:
    weights = {f"weightings-0-weight-{each['slug']}": "1" for each in document_of(draft)["dimensions"]}
    typed = weights | {"weightings-0-title": "Data first", "weightings-0-weight-field-mapping": "4"}
    assert edit(pages, draft, "weightings", **typed).status_code == 302
    (found,) = document_of(draft)["weightings"]
    assert (found["slug"], found["weights"]["field-mapping"], len(found["weights"])) == ("data-first", 4, 8)


def test_a_missing_weight_is_told_and_never_below_the_schema(pages: Pages, draft: DraftFramework) -> None:
    typed = {"weightings-0-title": "Half", "weightings-0-weight-field-mapping": "4"}
    edit(pages, draft, "weightings", **typed)
    assert "weights say nothing of sync-timing" in pages.text("framework-preview", draft.pk)


@pytest.mark.parametrize(
    ("kind", "slugs", "typed", "place"),
    [
        ("head", (), {"title": ""}, "title"),
        ("head", (), {"note": "x" * 1001}, "note"),
        ("dimension", ("sync-direction",), {"minutes": "0"}, "minutes"),
        ("dimension", ("sync-direction",), {"level_2": "x" * 161}, "level_2"),
        ("dimension", ("sync-direction",), {"weak": "a\x00b"}, "weak"),
        ("question", ("sd-1",), {"text": ""}, "text"),
        ("question", ("sd-1",), {"origin": "guessed"}, "origin"),
        ("question", ("sd-1",), {"probes": "\n".join("abcdefghijklm")}, "probes"),
        ("question", ("sd-1",), {"probes": "x" * 161}, "probes"),
        ("question", ("sd-1",), {"facts-1-label": "Y" * 161}, "facts-1-label"),
        ("question", ("sd-1",), {"facts-1-kind": "time"}, "facts-1-label"),
        ("bands", (), {"bands-0-min": "-1"}, "bands-0-min"),
        ("bands", (), {"bands-0-max": "1e9"}, "bands-0-max"),
        ("bands", (), {"bands-0-title": ""}, "bands-0-title"),
        ("crms", (), {"objects_dimension": "none"}, "objects_dimension"),
        ("crms", (), {"crms-0-objects": ": Task"}, "crms-0-objects"),
        ("figures", (), {"figures-0-text": ""}, "figures-0-text"),
        ("weightings", (), {"weightings-0-weight-sync-timing": "101"}, "weightings-0-weight-sync-timing"),
    ],
)
def test_bad_input_is_answered_at_its_field_and_nothing_is_lost(
    pages: Pages, draft: DraftFramework, kind: str, slugs: tuple[str, ...], typed: dict[str, str], place: str
) -> None:
    before = document_of(draft)
    sent = edit(pages, draft, kind, *slugs, **typed)
    form = sent.context["form"]
    wrong = [bound.html_name for bound in form.all_fields if bound.errors]
    assert sent.status_code == 422 and place in wrong
    (again,) = (bound.value() for bound in form.all_fields if bound.html_name == place)
    assert (again or "") == typed.get(place, "")
    assert document_of(draft) == before


def test_autosave_answers_only_whether_it_is_saved(pages: Pages, draft: DraftFramework) -> None:
    place = pages.address("framework-question-edit", draft.pk, "sd-1")
    values = form_of(pages, "framework-question-edit", draft.pk, "sd-1") | {"text": "Why?", "short": ""}
    sent = pages.client.post(place, values, headers=HTMX)
    text = sent.content.decode()
    assert sent.status_code == 200 and text.strip().startswith('<div class="stack stack--1" id="saved"')
    assert "Saved" in text and "short is blank" in text and "<textarea" not in text
    mark = sent.context["form"].mark
    assert f'name="seen" value="{mark}"' in text and mark != values["seen"]
    again = pages.client.post(place, values | {"text": "Why not?", "seen": mark}, headers=HTMX)
    assert again.status_code == 200


def test_autosave_tells_each_field_of_its_fault_without_touching_it(
    pages: Pages, draft: DraftFramework
) -> None:
    place = pages.address("framework-bands-edit", draft.pk)
    values = form_of(pages, "framework-bands-edit", draft.pk) | {"bands-0-min": "-1"}
    sent = pages.client.post(place, values, headers=HTMX)
    text = sent.content.decode()
    assert sent.status_code == 422 and 'id="id_bands-0-min_error" hx-swap-oob="true"' in text
    assert "Not saved yet" in text and "<input class" not in text


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_what_somebody_else_wrote_stands_beside_ones_own(
    lead: Actor, pages: Pages, draft: DraftFramework, headers: dict[str, str]
) -> None:
    place = pages.address("framework-question-edit", draft.pk, "sd-1")
    values = form_of(pages, "framework-question-edit", draft.pk, "sd-1") | {"text": "Mine?"}
    spot = Spot("question", "sd-1")
    content = spot.read(document_of(draft)) | {"text": "Theirs?"}
    parts.edit_part(actor=lead, draft=draft, spot=spot, content=content)
    sent = pages.client.post(place, values, headers=headers)
    text = sent.content.decode()
    assert sent.status_code == 409 and "Mine?" in text and "Theirs?" in text
    assert spot.read(document_of(draft))["text"] == "Theirs?"
    assert pages.client.post(place, values, headers=headers).status_code == 409
    overwriting = values | {"overwrites": sent.context["form"].overwrites}
    assert pages.client.post(place, overwriting, headers=headers).status_code in (200, 302)
    assert spot.read(document_of(draft))["text"] == "Mine?"


def test_a_place_that_is_not_there_is_404(pages: Pages, draft: DraftFramework) -> None:
    assert pages.open("framework-question-edit", draft.pk, "zz-9").status_code == 404
    assert pages.open("framework-dimension-remove", draft.pk, "none").status_code == 404


def test_dimensions_and_questions_are_added_by_their_pages(lead: Actor, pages: Pages) -> None:
    draft = make_empty(lead)
    sent = pages.send("framework-dimension-add", draft.pk, title="Data model")
    assert sent["Location"] == pages.address("framework-dimension-edit", draft.pk, "data-model")
    sent = pages.send("framework-question-add", draft.pk, "data-model", text="Which objects?")
    assert sent["Location"] == pages.address("framework-question-edit", draft.pk, "dm-1")
    assert "Which objects?" in pages.text("framework-draft", draft.pk)


def test_a_button_answers_the_draft_anew_or_leads_to_it(pages: Pages, draft: DraftFramework) -> None:
    place = pages.address("framework-question-move", draft.pk, "sd-1")
    sent = pages.client.post(place, {"to": "down", "seen": 0}, headers=HTMX)
    text = sent.content.decode()
    assert sent.status_code == 200 and text.strip().startswith('<form class="stack" id="draft"')
    assert text.index('id="sd-2"') < text.index('id="sd-1"')
    plain = pages.client.post(place, {"to": "up", "seen": 1})
    assert plain["Location"].endswith("#sd-1")


def test_a_button_of_an_old_page_changes_nothing_and_shows_the_new_one(
    lead: Actor, pages: Pages, draft: DraftFramework
) -> None:
    parts.add_dimension(actor=lead, draft=draft, title="Theirs")
    place = pages.address("framework-question-remove", draft.pk, "sd-1")
    for headers in (HTMX, {}):
        sent = pages.client.post(place, {"seen": 0}, headers=headers)
        assert sent.status_code == 409
        assert "Somebody changed this framework" in sent.content.decode()
        assert "Theirs" in sent.content.decode()
    assert document_of(draft)["dimensions"][0]["questions"][0]["slug"] == "sd-1"


def test_removing_a_dimension_asks_first(pages: Pages, draft: DraftFramework) -> None:
    assert "4 questions go with it" in pages.text("framework-dimension-remove", draft.pk, "sync-direction")
    assert pages.send("framework-dimension-remove", draft.pk, "sync-direction", seen=0).status_code == 302
    assert document_of(draft)["dimensions"][0]["slug"] == "object-coverage"


def test_the_preview_says_what_changes_and_publishes(pages: Pages, draft: DraftFramework) -> None:
    edit(pages, draft, "question", "sd-1", text="Does it log by itself?")
    text = pages.text("framework-preview", draft.pk)
    assert "What changes from CRM integration v1" in text and "Does it log by itself?" in text
    document_of(draft)
    sent = pages.send("framework-publish", draft.pk, seen=draft.version)
    version = FrameworkVersion.objects.get(slug="ours")
    assert sent["Location"] == pages.address("framework", version.pk)
    assert "Nothing has changed since the last version" in pages.text("framework-preview", draft.pk)


def test_the_scoring_page_is_previewed_dimension_by_dimension(pages: Pages, draft: DraftFramework) -> None:
    assert pages.address("framework-screen", draft.pk) in pages.text("framework-preview", draft.pk)
    text = pages.text("framework-screen", draft.pk)
    assert "Does activity in your platform reach the CRM" in text and "Dimension 1 of 8, core" in text
    other = pages.text("framework-screen", draft.pk, dimension="object-coverage")
    assert "Objects this purchase must sync" in other and 'name="oc-1-verdict"' in other
    assert 'href="?dimension=sync-timing"' in other and "disabled" in other


def test_a_draft_that_is_not_whole_has_no_scoring_page_yet(lead: Actor, pages: Pages) -> None:
    draft = make_empty(lead)
    sent = pages.open("framework-screen", draft.pk)
    assert sent["Location"] == pages.address("framework-preview", draft.pk)
    text = pages.text("framework-preview", draft.pk)
    assert "This cannot be published yet" in text and pages.address("framework-head-edit", draft.pk) in text


def test_a_discarded_draft_leads_to_the_list(lead: Actor, pages: Pages) -> None:
    draft = make_empty(lead)
    sent = pages.send("framework-discard", draft.pk, seen=0)
    assert sent["Location"] == pages.address("framework-list") and not DraftFramework.objects.exists()


def test_a_file_or_its_text_is_taken(pages: Pages) -> None:
    text = written(sample())
    sent = pages.send("framework-import", becomes="draft", file=SimpleUploadedFile("f.toml", text.encode()))
    assert sent["Location"] == pages.address("framework-draft", DraftFramework.objects.get().pk)
    DraftFramework.objects.all().delete()
    sent = pages.send("framework-import", becomes="version", pasted=text)
    version = FrameworkVersion.objects.get(slug="sample")
    assert sent["Location"] == pages.address("framework", version.pk)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "one of both"),
        ({"pasted": "title = 3"}, "title must be text"),
        ({"pasted": "a\x00b"}, "cannot be stored"),
        ({"pasted": written(sample(title="Else"))}, "published with other content"),
        ({"pasted": "x", "file": SimpleUploadedFile("f.toml", b"x")}, "one of both"),
    ],
)
def test_a_file_that_cannot_be_taken_is_answered(
    lead: Actor, pages: Pages, values: dict[str, Any], said: str
) -> None:
    make_version(lead)
    sent = pages.send("framework-import", becomes="version", **values)
    assert sent.status_code in (409, 422) and said in sent.content.decode()
    assert values.get("pasted", "") in (sent.context["form"]["pasted"].value() or "")
    assert FrameworkVersion.objects.filter(slug="sample").count() == 1


@pytest.mark.parametrize("name", ["framework-draft", "framework-preview", "framework-screen"])
def test_pages_need_the_same_queries_however_much_is_in_the_draft(
    lead: Actor, pages: Pages, draft: DraftFramework, name: str
) -> None:
    before = pages.queries(name, draft.pk)
    question = document_of(draft)["dimensions"][0]["questions"][0]
    more = [question | {"slug": f"sd-{number}"} for number in range(10, 40)]
    draft.document["dimensions"][0]["questions"] += more
    draft.save()
    assert pages.queries(name, draft.pk) == before


def test_an_own_version_leads_to_its_draft(lead: Actor, pages: Pages) -> None:
    version = make_version(lead)
    sent = pages.send("framework-edit", version.pk)
    assert sent["Location"] == pages.address("framework-draft", DraftFramework.objects.get().pk)
    assert drafts.is_published(DraftFramework.objects.get(), version)
