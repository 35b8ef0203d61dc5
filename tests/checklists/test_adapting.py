"""Which texts of a check are the library's and which the workspace's own (R096)."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from audits.checklists import library
from audits.checklists.adapting import own_slug, rewritten, settled
from audits.checklists.document import Limit, Said
from audits.checklists.forms.check import initial_of, steps_in
from audits.checklists.marks import mark_of, mark_of_text
from audits.kit.slugs import free_slug
from tests.checklists.drafting import own_check

CHECKS = library.checks()


def same(slug: str) -> dict[str, object]:
    """The values of a check's form as they are."""
    check, shown = CHECKS[slug], initial_of(CHECKS[slug])
    return {
        **shown,
        "how": tuple(steps_in(shown["how"])),
        "expected": shown["expected"] or None,
        "expects": shown["expects"] or None,
        "remedy": shown["remedy"] or None,
        "priority": shown["priority"] or None,
        "limits": tuple(limit.model_copy(update={"origin": "proposed"}) for limit in check.limits),
        **{name: tuple(shown[name]) for name in ("types", "failure_modes", "uses")},
    }


@pytest.mark.parametrize("slug", CHECKS)
def test_a_form_sent_as_it_was_changes_nothing(slug: str) -> None:
    assert rewritten(CHECKS[slug], same(slug)) == CHECKS[slug]


@pytest.mark.covers("R096")
def test_a_changed_text_is_proposed_and_the_others_keep_their_origin() -> None:
    changed = rewritten(CHECKS["rc-01"], {**same("rc-01"), "remedy": "Ask around."})
    assert changed.adapted and changed.slug == "rc-01"
    assert changed.remedy == Said(text="Ask around.", origin="proposed")
    assert changed.test == CHECKS["rc-01"].test and changed.how == CHECKS["rc-01"].how
    assert (mark_of(changed), mark_of_text(changed, changed.remedy)) == ("stated", "own")


def test_a_changed_figure_is_proposed() -> None:
    limits = CHECKS["rc-01"].limits
    figure = limits[0].model_copy(update={"value": Decimal(3)})
    changed = rewritten(CHECKS["rc-01"], {**same("rc-01"), "limits": (figure, limits[1])})
    assert [limit.origin for limit in changed.limits] == ["proposed", "stated"] and changed.adapted


def test_a_check_put_back_is_the_librarys_again() -> None:
    changed = rewritten(CHECKS["rc-01"], {**same("rc-01"), "title": "Else"})
    assert changed.adapted
    assert rewritten(changed, same("rc-01")) == CHECKS["rc-01"]


def test_another_group_is_no_change_of_the_check() -> None:
    assert not rewritten(CHECKS["rc-01"], {**same("rc-01"), "group": "else"}).adapted


def test_what_the_form_does_not_show_stays() -> None:
    changed = rewritten(CHECKS["qt-03"], {**same("qt-03"), "title": "Else"})
    assert changed.hops == CHECKS["qt-03"].hops and changed.proposes == CHECKS["qt-03"].proposes


def test_a_secret_that_was_pasted_is_masked() -> None:
    step = 'Run:\ncurl -H "Authorization: Bearer sk_live_4eC39HqLyjWDarjtT1zdp7dc" https://api.example'
    changed = rewritten(CHECKS["rc-02"], {**same("rc-02"), "how": (step,)})
    assert "4eC39HqLyj" not in changed.how[0].text and "Bearer ****" in changed.how[0].text


@pytest.mark.parametrize(
    ("values", "place"),
    [({"test": ""}, "test"), ({"title": "x" * 81}, "title"), ({"expects": None}, "")],
)
def test_a_check_that_is_not_whole_is_refused(values: dict[str, object], place: str) -> None:
    with pytest.raises(ValidationError) as caught:
        rewritten(CHECKS["qt-01"], {**same("qt-01"), **values})
    assert [str(error["loc"][0] if error["loc"] else "") for error in caught.value.errors()] == [place]


@pytest.mark.parametrize("slug", CHECKS)
def test_a_check_of_the_library_in_a_file_is_that_check(slug: str) -> None:
    assert settled(CHECKS[slug].model_copy(update={"group": "else"})).model_dump(exclude={"group"}) == CHECKS[
        slug
    ].model_dump(exclude={"group"})


@pytest.mark.covers("R096")
def test_a_file_cannot_claim_that_the_source_says_so() -> None:
    claimed = own_check(
        test=Said(text="Mine.", origin="stated"),
        limits=(Limit(what="Lag", comparison="<", value=Decimal(1), unit="s"),),
        kind="point",
        expects="Soon",
        number=1,
        origin="stated",
        priority="P1",
        priority_origin="stated",
    )
    own = settled(claimed)
    assert (own.test.origin, own.limits[0].origin, own.origin, own.priority_origin) == ("proposed",) * 4
    assert (own.kind, own.number, mark_of(own)) == ("own", None, "own")


def test_own_slugs_are_free_and_short() -> None:
    assert own_slug("Nightly export", {"own-nightly-export"}) == "own-nightly-export-2"
    assert own_slug("夜間", set()) == "own-check"
    long = own_slug("x" * 80, set())
    assert len(long) == 30 and len(own_slug("x" * 80, {long})) <= 30
    assert len(free_slug("x" * 80, {"x" * 60})) <= 60
