"""T9: power cuts are not simulated; checked is that every connection asks the disk at every commit."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

LASTING: dict[str, dict[str, object]] = {
    "sqlite": {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1},
    "postgresql": {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"},
}


def settings_of_this_connection(_: int) -> dict[str, object]:
    question = "PRAGMA {}" if connection.vendor == "sqlite" else "SHOW {}"
    try:
        with connection.cursor() as cursor:
            found = {}
            for name in LASTING[connection.vendor]:
                cursor.execute(question.format(name))
                found[name] = cursor.fetchone()[0]
            return found
    finally:
        connections.close_all()


def test_processes_of_the_server_commit_to_the_disk(set_up_server):
    kind = "postgresql" if set_up_server.postgres else "sqlite"
    assert set_up_server.ask("read", "durability") == LASTING[kind]


@pytest.mark.django_db(transaction=True)
def test_every_new_connection_commits_to_the_disk():
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(settings_of_this_connection, range(8)))
    assert found == [LASTING[connection.vendor]] * 8
