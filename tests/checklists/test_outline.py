"""A checklist while it is edited: groups and checks move, come and go, and stay in order."""

import pytest

from audits.checklists.document import MOST_CHECKS, MOST_GROUPS, Group
from audits.checklists.outline import DOWN, UP, Outline
from audits.kit.refusals import Blocked, Invalid
from tests.checklists.drafting import BUILT_IN, own_check


def named(slug: str) -> Group:
    return Group(slug=slug, title=slug.title())


@pytest.fixture
def outline() -> Outline:
    """Two groups: a and b in the first, c in the second."""
    checks = [own_check("a", group="one"), own_check("b", group="one"), own_check("c", group="two")]
    return Outline(groups=(named("one"), named("two")), checks=tuple(checks))


def order(outline: Outline) -> str:
    """The checks in order, each group after a bar."""
    return "|".join(
        "".join(check.slug for check in outline.checks_of(group.slug)) for group in outline.groups
    )


@pytest.mark.parametrize("slug", BUILT_IN)
def test_a_built_in_checklist_becomes_an_outline_and_is_stored_whole(slug: str) -> None:
    outline = Outline.of(BUILT_IN[slug])
    assert outline.checks == BUILT_IN[slug].checks and outline.groups == BUILT_IN[slug].groups
    assert Outline.stored(outline.document()) == outline


@pytest.mark.parametrize(
    ("slug", "step", "then"),
    [
        ("b", UP, "ba|c"),
        ("a", DOWN, "ba|c"),
        ("b", DOWN, "a|bc"),
        ("c", UP, "abc|"),
        ("a", UP, "ab|c"),
        ("c", DOWN, "ab|c"),
        ("none", UP, "ab|c"),
    ],
)
def test_a_check_moves_in_its_group_and_over_its_edge(
    outline: Outline, slug: str, step: int, then: str
) -> None:
    assert order(outline.with_check_moved(slug, step)) == then


def test_every_move_down_is_undone_by_one_up(outline: Outline) -> None:
    for slug in "abc":
        down = outline.with_check_moved(slug, DOWN)
        assert down == outline or order(down.with_check_moved(slug, UP)) == order(outline)


@pytest.mark.parametrize(
    ("slug", "step", "then"), [("two", UP, "c|ab"), ("one", DOWN, "c|ab"), ("one", UP, "ab|c")]
)
def test_a_group_takes_its_checks_along(outline: Outline, slug: str, step: int, then: str) -> None:
    moved = outline.with_group_moved(slug, step)
    assert order(moved) == then
    assert [check.slug for check in moved.checks] == list(then.replace("|", ""))


def test_a_check_in_another_group_stands_last_there(outline: Outline) -> None:
    assert order(outline.with_check_as(own_check("a", group="two"))) == "b|ca"
    assert order(outline.with_check_as(own_check("a", group="one", title="Else"))) == "ab|c"


def test_a_group_goes_with_its_checks(outline: Outline) -> None:
    assert order(outline.without_group("one")) == "c"


def test_a_check_comes_once(outline: Outline) -> None:
    with pytest.raises(Invalid, match="A is in this checklist already"):
        outline.with_checks([own_check("a", group="two")])
    with pytest.raises(Invalid, match="D is in this checklist already"):
        outline.with_checks([own_check("d", group="two"), own_check("d", group="one")])


def test_there_is_room_for_so_many(outline: Outline) -> None:
    full = outline.with_checks(own_check(f"x{number}", group="two") for number in range(MOST_CHECKS - 3))
    with pytest.raises(Blocked, match="200 checks"):
        full.with_checks([own_check("y", group="two")])
    for number in range(MOST_GROUPS - 2):
        outline = outline.with_group(named(f"g{number}"))
    with pytest.raises(Blocked, match="40 groups"):
        outline.with_group(named("y"))
