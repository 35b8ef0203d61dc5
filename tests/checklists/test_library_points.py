"""The 30 points and the checks that detail them, both ways, and what no point leads to."""

import pytest

from audits.checklists.library import checklists, checks, points_of, untouched

LEADS_TO = {
    1: "qt-01 fx-02",
    2: "qt-03",
    3: "qt-02 dx-mid-01 fx-04",
    4: "dx-eml-03 mx-05 fx-01 gv-03 dx-slk-02",
    5: "qt-04 dx-api-02 mx-10",
    6: "dx-tel-03 dx-fin-03 dx-mid-02 fx-03",
    7: "rc-01 dx-mkt-03 mx-04",
    8: "dx-eml-01 mx-06",
    9: "dx-eml-02 dx-eml-04",
    10: "dx-tel-01 dx-tel-02",
    11: "dx-tel-02",
    12: "mx-03 dx-tel-03 dx-mkt-02 dx-fin-03",
    13: "dx-mkt-01 dx-mkt-03",
    14: "dx-mkt-04 dx-eml-01",
    15: "dx-fin-01 mx-04",
    16: "dx-fin-02",
    17: "dx-cal-01 dx-cal-02",
    18: "dx-slk-01 dx-slk-02",
    19: "dx-api-01 rc-02 mx-09",
    20: "dx-api-02 dx-tel-04",
    21: "dx-api-03 mx-08",
    22: "fx-02 gv-02 dx-eml-04",
    23: "dx-mid-03",
    24: "gv-01",
    25: "dx-fin-04",
    26: "fx-03 dx-tel-03 qt-04",
    27: "mx-01",
    28: "rc-01 mx-11 mx-04",
    29: "in-06 gv-02",
    30: "cd-01 cd-02 gv-01",
}
UNTOUCHED = ("qt-05", "mx-02", "fx-05", "gv-04", "gv-05", "in-01", "in-02", "in-03", "in-04", "in-05")


def reversed_table():
    points: dict[str, tuple[int, ...]] = {}
    for number, slugs in LEADS_TO.items():
        for slug in slugs.split():
            points[slug] = (*points.get(slug, ()), number)
    return points


@pytest.mark.covers("R146")
@pytest.mark.parametrize("number", LEADS_TO)
def test_a_point_leads_to_the_checks_that_detail_it(number):
    assert list(checks()[f"p-{number:02}"].links) == LEADS_TO[number].split()


@pytest.mark.covers("R146")
@pytest.mark.parametrize(("slug", "numbers"), reversed_table().items())
def test_a_check_knows_the_points_that_lead_to_it(slug, numbers):
    assert points_of(slug) == numbers


@pytest.mark.covers("R147")
def test_ten_checks_are_reached_by_no_point():
    assert untouched() == UNTOUCHED
    assert {points_of(slug) for slug in untouched()} == {()}


def test_a_metric_that_no_point_names_is_reached_through_the_check_it_watches():
    assert checks()["mx-07"].watches == "dx-mkt-03"
    assert points_of("mx-07") == points_of("dx-mkt-03") == (7, 13)


def test_everything_else_is_reached():
    assert set(checks()) - set(untouched()) - set(reversed_table()) == {
        "mx-07",
        *(f"p-{number:02}" for number in LEADS_TO),
    }


def test_a_check_of_ones_own_is_reached_by_no_point():
    assert points_of("our-own-check") == ()


@pytest.mark.covers("R147")
def test_the_list_names_what_it_leaves_untouched():
    intro = next(each.intro for each in checklists() if each.slug == "thirty-point")
    told = "no point leads to QT-05, MX-02, FX-05, GV-04, GV-05 or IN-01 to IN-05."
    assert intro.endswith(told)
    assert "gives no score" in intro


def test_figures_of_a_point_are_those_of_the_checks_it_leads_to():
    for point in checks().values():
        if point.kind == "point":
            known = {figure(limit) for slug in point.links for limit in checks()[slug].limits}
            assert {figure(limit) for limit in point.limits} <= known, point.slug


def test_a_point_is_as_urgent_as_the_most_urgent_check_it_leads_to():
    for point in checks().values():
        if point.kind == "point":
            assert point.priority == min(str(checks()[slug].priority) for slug in point.links), point.slug


def figure(limit):
    return limit.comparison, limit.value, limit.unit, limit.fails, limit.warns
