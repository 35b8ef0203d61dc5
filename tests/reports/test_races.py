"""Races of the report queue, on real transactions."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from audits.evaluations.models import Evaluation, ReportFile
from audits.evidence import making as queue
from audits.people.actor import Actor
from tests.reports.reading import ask

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(count: int, do: Callable[[], Any]) -> list[Any]:
    """What `do` answers in several threads that start together."""
    barrier, found = Barrier(count), []

    def run() -> None:
        try:
            barrier.wait()
            found.append(do())
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_ten_people_asking_at_once_get_one_report(lead: Actor, evaluation: Evaluation) -> None:
    found = at_once(10, lambda: ask(lead, evaluation).pk)
    assert len(found) == 10 and len(set(found)) == 1
    assert ReportFile.objects.count() == 1


def test_each_job_is_claimed_by_one_worker(lead: Actor, evaluation: Evaluation) -> None:
    for number in range(6):
        ask(lead, evaluation, edition=str(number))
    claimed = [one for one in at_once(10, queue.claim) if one]
    assert len(claimed) == 6 and len({one.report_id for one in claimed}) == 6
