"""Frameworks as files: written, read back the same, refused with the place of each fault."""

from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings

from audits.frameworks.actions import drafts, load_built_in, parts
from audits.frameworks.actions.files import import_framework
from audits.frameworks.exchange import taken, written
from audits.frameworks.models import DraftFramework, FrameworkVersion
from audits.journal.models import Event
from audits.kit.refusals import Blocked, Denied, Invalid, TooLarge
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from audits.scoring.framework import Framework
from tests.factories import make_actor, make_workspace
from tests.frameworks.drafting import document_of, framework_of, large, make_version, published, sample
from tests.scoring.framework_examples import dimension, frameworks

pytestmark = pytest.mark.django_db
WEIGHTS = {"slug": "ours", "title": "Ours", "weights": {"width": 3, "depth": 1}}


def file(**values: object) -> bytes:
    return written(sample(**values)).encode()


@given(frameworks())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_any_framework_reads_back_as_it_was(framework: Framework) -> None:
    composed = normalize("NFC", framework.model_dump_json())
    assert taken(written(framework).encode()) == Framework.model_validate_json(composed)


def test_the_built_in_framework_reads_back(lead: Actor) -> None:
    version = load_built_in()
    text = written(framework_of(version))
    assert taken(text.encode()).digest() == version.digest
    assert max(map(len, text.split("\n"))) < 600


def test_two_hundred_questions_fit_into_a_file() -> None:
    framework = large()
    assert len(framework.questions) == 200
    assert taken(written(framework).encode()).digest() == framework.digest()


def test_long_texts_and_weights_keep_within_the_lines_of_a_file() -> None:
    long = dimension("width", "w-1") | {"weak": 'He said "no" \\ and '.ljust(1000, "x")[:1000]}
    framework = sample(dimensions=[long, dimension("depth", "d-1")], weightings=[WEIGHTS], warnings=[])
    assert taken(written(framework).encode()) == framework


def test_a_file_becomes_a_draft_and_no_version(lead: Actor) -> None:
    made = import_framework(actor=lead, data=file(version=3))
    draft = DraftFramework.objects.get(pk=made["id"])
    assert (draft.slug, draft.title) == ("sample", "Sample") and not FrameworkVersion.objects.exists()
    assert published(lead, draft).version == 3


def test_a_file_becomes_the_version_that_it_says_it_is(lead: Actor) -> None:
    made = import_framework(actor=lead, data=file(version=3), as_version=True)
    version = FrameworkVersion.objects.get(pk=made["version"])
    assert (version.slug, version.version, version.digest) == ("sample", 3, sample(version=3).digest())
    draft = DraftFramework.objects.get()
    assert drafts.is_published(draft, version)
    assert Event.objects.get(kind="framework.published").subject == draft.pk


def test_the_same_version_again_is_the_one_that_is_there(lead: Actor) -> None:
    version = make_version(lead)
    for as_version in (True, False):
        made = import_framework(actor=lead, data=file(), as_version=as_version)
        assert made == {"version": version.pk, "is_known": True}
    assert FrameworkVersion.objects.count() == 1 and not DraftFramework.objects.exists()


@pytest.mark.parametrize("as_version", [True, False])
def test_the_same_version_with_other_content_is_refused(lead: Actor, as_version: bool) -> None:
    make_version(lead)
    with pytest.raises(Blocked, match="published with other content; raise the version"):
        import_framework(actor=lead, data=file(title="Else"), as_version=as_version)
    assert FrameworkVersion.objects.count() == 1 and not DraftFramework.objects.exists()


def test_no_file_takes_the_slug_of_a_built_in_framework(lead: Actor) -> None:
    load_built_in()
    with pytest.raises(Invalid, match="built-in"):
        import_framework(actor=lead, data=file(slug="crm-integration", version=2), as_version=True)
    assert FrameworkVersion.objects.count() == 1


def test_a_file_becomes_what_comes_next(lead: Actor) -> None:
    version = make_version(lead)
    draft = drafts.draft_for(actor=lead, version=version)
    import_framework(actor=lead, data=file(version=2, title="Revised"))
    assert document_of(draft)["title"] == draft.title == "Revised"
    assert published(lead, draft).version == 2


def test_a_file_overwrites_nothing_that_is_not_published(lead: Actor) -> None:
    draft = drafts.draft_for(actor=lead, version=make_version(lead))
    parts.add_dimension(actor=lead, draft=draft, title="Height")
    with pytest.raises(Blocked, match="not published"):
        import_framework(actor=lead, data=file(version=2))
    assert len(document_of(draft)["dimensions"]) == 3


def test_a_version_from_a_file_leaves_the_draft_as_it_is(lead: Actor) -> None:
    draft = drafts.draft_for(actor=lead, version=make_version(lead))
    parts.add_dimension(actor=lead, draft=draft, title="Height")
    import_framework(actor=lead, data=file(version=2, title="Revised"), as_version=True)
    assert len(document_of(draft)["dimensions"]) == 3


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "framework: dimensions is missing"),
        (b"title = 3", "framework: title must be text"),
        (b'title = "a', "line 1"),
        (b"\xff\xfe", "UTF-8"),
        (file().replace(b"max = 5", b"max = 6"), "low and high both hold 6"),
        (file().replace(b"min = 6", b"min = 7"), "no band holds 6"),
        (file() + b"\ncolour = 1\n", "colour is not known here"),
    ],
)
def test_a_file_with_a_fault_is_refused_whole(lead: Actor, data: bytes, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        import_framework(actor=lead, data=data, as_version=True)
    assert said in "\n".join(caught.value.fields["file"])
    assert not FrameworkVersion.objects.exists() and not DraftFramework.objects.exists()
    assert not Event.objects.exists()


def test_a_file_that_is_too_large_is_refused(lead: Actor) -> None:
    with pytest.raises(TooLarge):
        import_framework(actor=lead, data=b"#" * 1_000_001)


def test_a_secret_in_a_file_is_masked(lead: Actor) -> None:
    figure = {"slug": "f", "text": "password=hunter2-long-secret", "attribution": "Us"}
    made = import_framework(actor=lead, data=file(figures=[figure]))
    assert "hunter2" not in str(DraftFramework.objects.get(pk=made["id"]).document)


def test_a_repeated_file_makes_one_draft(lead: Actor) -> None:
    first, second = (import_framework(actor=lead, data=file(), key="k") for _turn in "ab")
    assert first == second and DraftFramework.objects.count() == 1


def test_only_leads_bring_files(workspace: Workspace) -> None:
    with pytest.raises(Denied):
        import_framework(actor=make_actor(workspace, Role.PANELIST), data=file())


def test_two_workspaces_may_hold_the_same_slug(lead: Actor) -> None:
    other = make_actor(make_workspace("rival"))
    for actor in (lead, other):
        import_framework(actor=actor, data=file(), as_version=True)
    assert FrameworkVersion.objects.filter(slug="sample", version=1).count() == 2
