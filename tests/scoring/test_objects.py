"""Hard stops, unconfirmed objects, waivers, and what keeps a candidate from being chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.scoring.objects import (
    Hindrance,
    ObjectState,
    StopReason,
    choosable,
    conjunction,
    hard_stops,
    has_open_stop,
    obstacles,
    unconfirmed,
)
from tests.scoring.examples import object_lists, ticks


def one(read, write, waiver=None):
    return [ObjectState[str]("salesforce", "campaign", read, write, waiver)]


@pytest.mark.covers("R034")
@pytest.mark.parametrize(
    ("read", "write", "stops", "unasked"),
    [
        (True, True, 0, 0),
        (True, False, 1, 0),
        (False, True, 1, 0),
        (False, False, 1, 0),
        (True, None, 0, 1),
        (None, None, 0, 1),
        (False, None, 1, 1),
        (None, False, 1, 1),
    ],
)
def test_one_false_stops_and_one_unasked_leaves_open(read, write, stops, unasked):
    state = one(read, write)
    assert (len(hard_stops(state)), len(unconfirmed(state))) == (stops, unasked)


@pytest.mark.covers("R036")
@pytest.mark.parametrize(
    ("read", "write", "reason"),
    [
        (True, False, StopReason.NOT_WRITTEN),
        (None, False, StopReason.NOT_WRITTEN),
        (False, True, StopReason.NOT_READ),
        (False, None, StopReason.NOT_READ),
        (False, False, StopReason.NEITHER),
    ],
)
def test_a_hard_stop_names_the_direction_that_is_missing(read, write, reason):
    assert [stop.reason for stop in hard_stops(one(read, write))] == [reason]


@pytest.mark.covers("R036")
def test_stops_are_listed_by_crm_and_object():
    pairs = [("salesforce", "lead"), ("hubspot", "deal"), ("salesforce", "account")]
    states = [ObjectState[str](crm, name, False, None) for crm, name in pairs]
    expected = [("hubspot", "deal"), ("salesforce", "account"), ("salesforce", "lead")]
    assert [(stop.crm, stop.object) for stop in hard_stops(states)] == expected
    assert [(item.crm, item.object) for item in unconfirmed(states)] == expected


@pytest.mark.covers("R032")
@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([True, True], True),
        ([True, False], False),
        ([None, False], False),
        ([True, None], None),
        ([None, None], None),
        ([], None),
    ],
)
def test_an_object_of_parts_holds_only_when_all_parts_do(parts, whole):
    assert conjunction(parts) is whole


@pytest.mark.covers("R038")
@pytest.mark.parametrize(("read", "write"), [(True, False), (True, None), (False, None)])
def test_a_waived_object_stays_listed_and_no_longer_hinders(read, write):
    state = one(read, write, "lead: campaigns are not synced here")
    waivers = [stop.waiver for stop in hard_stops(state)] + [item.waiver for item in unconfirmed(state)]
    assert set(waivers) == {"lead: campaigns are not synced here"}
    assert choosable(hard_stops(state), unconfirmed(state))
    assert not has_open_stop(hard_stops(state))


@pytest.mark.covers("R038")
def test_a_waiver_counts_even_when_its_record_is_empty():
    assert choosable(hard_stops(one(False, None, "")), unconfirmed(one(False, None, "")))


@pytest.mark.covers("R034", "R036")
def test_each_obstacle_is_named_stops_first():
    states = [
        ObjectState[str]("salesforce", "account", True, None),
        ObjectState[str]("salesforce", "campaign", False, None),
        ObjectState[str]("salesforce", "contact", True, True),
    ]
    found = obstacles(hard_stops(states), unconfirmed(states))
    assert [(each.hindrance, each.object) for each in found] == [
        (Hindrance.HARD_STOP, "campaign"),
        (Hindrance.UNCONFIRMED, "account"),
        (Hindrance.UNCONFIRMED, "campaign"),
    ]


@pytest.mark.covers("R034")
@given(object_lists)
def test_a_candidate_is_choosable_when_each_object_goes_both_ways_or_is_waived(states):
    expected = all((state.read and state.write) or state.waiver for state in states)
    assert choosable(hard_stops(states), unconfirmed(states)) == expected


@pytest.mark.covers("R034")
@given(object_lists)
def test_each_object_is_listed_at_most_once_in_each_list(states):
    for listed in (hard_stops(states), unconfirmed(states)):
        names = [(item.crm, item.object) for item in listed]
        assert names == sorted(set(names))


@pytest.mark.covers("R032")
@given(st.lists(ticks, min_size=1, max_size=4))
def test_an_object_of_parts_is_the_least_of_them(parts):
    order = {False: 0, None: 1, True: 2}
    assert conjunction(parts) is min(parts, key=lambda part: order[part])
