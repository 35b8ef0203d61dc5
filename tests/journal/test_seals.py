"""Sealing the journal and finding what was tampered with (threat 71, T19)."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from audits.journal import sealing
from audits.journal.actions import record
from audits.journal.erasing import blank, erase
from audits.journal.models import Event, Seal, event_digest, new_event
from audits.journal.sealing import seal_all, seal_holding, seal_now
from audits.journal.verifying import Harm, verify
from audits.kit import clock
from audits.kit.refusals import Blocked, Denied, Invalid
from audits.people.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db
TAMPERINGS = 200


@pytest.fixture(autouse=True)
def small_seals(monkeypatch):
    monkeypatch.setattr(sealing, "MOST", 7)


def written(actor, count, kind="score.saved"):
    return [record(actor, kind, subject=uuid4(), part=f"p{n}", after={"points": n % 6}) for n in range(count)]


@pytest.fixture
def sealed(lead):
    written(lead, 20)
    seal_now(lead.workspace_id)
    return list(Event.objects.order_by("pk"))


def harm(actor):
    """What a check finds first, as kind and number."""
    faults = verify(actor.workspace_id).faults
    return (faults[0].harm, faults[0].number) if faults else None


def test_a_journal_nobody_touched_is_whole(lead, sealed):
    found = verify(lead.workspace_id)
    assert found.is_whole and (found.events, found.seals, found.unsealed) == (20, 3, 0)
    assert found.head == Seal.objects.latest("pk").head


def test_sealing_again_without_news_does_nothing(lead, sealed):
    assert seal_now(lead.workspace_id) == 0 and seal_all(clock.now()) == 0
    written(lead, 1)
    assert seal_all(clock.now()) == 1 and verify(lead.workspace_id).is_whole


def test_each_workspace_has_a_chain_of_its_own(lead, sealed):
    other = factories.make_actor(factories.make_workspace("other"))
    written(other, 3)
    assert seal_all(clock.now()) == 1
    assert list(Seal.objects.filter(workspace=other.workspace_id).values_list("number", "count")) == [(1, 3)]
    assert verify(other.workspace_id).is_whole and verify(lead.workspace_id).is_whole


def edited_payload(chance, events):
    event = chance.choice(events)
    payload = {**event.payload, "after": {"points": 9}}
    consistent = {"digest": event_digest(payload, event.salt)} if chance.random() < 0.5 else {}
    Event.objects.filter(pk=event.pk).update(payload=payload, **consistent)
    return Harm.EDITED, event.pk


def edited_field(chance, events):
    event = chance.choice(events)
    stranger = factories.make_user("stranger@example.com")
    changes = {"kind": "score.agreed", "part": "other", "subject": uuid4(), "operation": "o"}
    changes |= {"at": event.at + timedelta(microseconds=1), "actor": stranger, "salt": "0" * 32}
    name = chance.choice(sorted(changes))
    Event.objects.filter(pk=event.pk).update(**{name: changes[name]})
    return Harm.EDITED, event.pk


def deleted(chance, events):
    event = chance.choice(events)
    Event.objects.filter(pk=event.pk).delete()
    return Harm.DELETED, event.pk


def swapped(chance, events):
    """Two events of one seal change places."""
    start = chance.choice([0, 7, 14])
    one, two = sorted(chance.sample(events[start : start + 6], 2), key=lambda event: event.pk)
    for event, place in ((one, two.pk), (two, one.pk)):
        Event.objects.filter(pk=event.pk).delete()
        event.pk = place
    Event.objects.bulk_create([one, two])
    return Harm.MOVED, two.pk


def inserted(chance, events):
    """An event in the gap of a transaction that was rolled back."""
    gap = chance.choice(events[1:-1])
    forged = new_event(
        workspace_id=gap.workspace_id, actor_id=gap.actor_id, kind="score.saved", subject=gap.subject
    )
    forged.pk, forged.at = gap.pk + 1, gap.at
    Event.objects.bulk_create([forged])
    return Harm.INSERTED, forged.pk


WAYS = (edited_payload, edited_field, deleted, swapped, inserted)


@pytest.fixture
def gappy(lead):
    """Every second id is missing, as after transactions that were rolled back."""
    for event in written(lead, 40)[1::2]:
        Event.objects.filter(pk=event.pk).delete()
    seal_now(lead.workspace_id)
    return list(Event.objects.order_by("pk"))


def test_two_hundred_tamperings_are_all_found_and_located(lead, gappy):
    found = []
    for seed in range(TAMPERINGS):
        chance = random.Random(seed)
        with transaction.atomic():
            expected = WAYS[seed % len(WAYS)](chance, [Event.objects.get(pk=one.pk) for one in gappy])
            found.append(harm(lead) == expected)
            transaction.set_rollback(True)
    assert found.count(True) == TAMPERINGS
    assert verify(lead.workspace_id).is_whole


def test_a_seal_that_was_changed_or_taken_out_is_named(lead, sealed):
    second = Seal.objects.get(number=2)
    Seal.objects.filter(pk=second.pk).update(leaves=[[pk, "0" * 64] for pk, _leaf in second.leaves])
    assert harm(lead) == (Harm.SEAL_CHANGED, 2)
    Seal.objects.filter(pk=second.pk).delete()
    assert harm(lead) == (Harm.SEAL_MISSING, 2)


def test_a_chain_rewritten_from_an_event_on_has_another_head(lead, sealed):
    head = Seal.objects.latest("pk").head
    Event.objects.filter(pk=sealed[0].pk).update(part="other")
    Seal.objects.all().delete()
    seal_now(lead.workspace_id)
    assert verify(lead.workspace_id).is_whole and not Seal.objects.filter(head=head).exists()


def test_an_event_that_is_not_sealed_yet_is_checked_by_itself(lead, sealed):
    (event,) = written(lead, 1)
    Event.objects.filter(pk=event.pk).update(payload={"before": None, "after": {"points": 5}})
    assert harm(lead) == (Harm.EDITED, event.pk)


def test_an_erased_event_says_nothing_and_the_chain_stays_whole(workspace, lead, sealed):
    admin = factories.make_actor(workspace, Role.ADMIN)
    (late,) = written(lead, 1)
    assert erase(actor=admin, events=[sealed[4].pk, late.pk], reason="Asked for by the person.") == 2
    row = Event.objects.get(pk=sealed[4].pk)
    assert (row.part, row.salt) == ("", "") and "points" not in str(row.payload)
    seal_now(lead.workspace_id)
    assert verify(lead.workspace_id).is_whole


def test_blanking_without_a_record_of_it_is_found(lead, sealed):
    blank(sealed[4])
    assert harm(lead) == (Harm.EDITED, sealed[4].pk)


def test_only_admins_erase_and_nothing_twice(workspace, lead, sealed):
    admin = factories.make_actor(workspace, Role.ADMIN)
    with pytest.raises(Denied):
        erase(actor=lead, events=[sealed[0].pk], reason="Mine.")
    with pytest.raises(Invalid):
        erase(actor=admin, events=[0], reason="There is none.")
    erase(actor=admin, events=[sealed[0].pk], reason="Asked for.")
    with pytest.raises(Blocked):
        erase(actor=admin, events=[sealed[0].pk], reason="Again.")


def test_the_seal_that_holds_an_event_is_found(lead, sealed):
    found = seal_holding(lead.workspace_id, sealed[8].pk)
    assert found and found.number == 2
    assert seal_holding(lead.workspace_id, sealed[-1].pk + 1) is None


def test_the_command_says_what_is_whole_and_fails_on_what_is_not(lead, sealed, capsys):
    call_command("verify_journal", workspace="halden")
    assert "halden: 20 events, 3 seals, 0 not sealed yet" in capsys.readouterr().out
    Event.objects.filter(pk=sealed[3].pk).delete()
    with pytest.raises(CommandError, match="Tampered with: halden"):
        call_command("verify_journal")
    assert f"Event {sealed[3].pk} was deleted." in capsys.readouterr().out


def test_the_command_erases_in_an_admins_name(workspace, lead, sealed, capsys):
    admin = factories.make_actor(workspace, Role.ADMIN)
    call_command("erase_events", "halden", sealed[0].pk, by=admin.email, reason="Asked for.")
    assert Event.objects.get(pk=sealed[0].pk).part == ""
    with pytest.raises(CommandError):
        call_command("erase_events", "halden", sealed[1].pk, by=lead.email, reason="Asked for.")


def test_reading_is_by_batches_and_not_by_events(lead, sealed, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        verify(lead.workspace_id)
