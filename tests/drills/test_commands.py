"""`set_up` and `serve`, as `make run` calls them, in an installation of their own."""

import signal
import socket
import time

import pytest

from tests.drills.browser import Browser
from tests.drills.client import Line
from tests.drills.server import Server


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """An installation that has never been started."""
    server = Server(tmp_path_factory.mktemp("fresh"))
    yield server
    server.remove()


@pytest.fixture(scope="module")
def first(fresh):
    """What the first set-up prints."""
    return fresh.manage("set_up")


def running(server):
    return server.log.read_text()


def until(found, seconds=30.0):
    begun = time.monotonic()
    while not found() and time.monotonic() - begun < seconds:
        time.sleep(0.1)
    return found()


def test_first_set_up_makes_the_demo_and_prints_its_password_once(fresh, first):
    assert "Demo sign-in: lead@demo.example with the password " in first
    assert fresh.manage("set_up") == ""


def test_no_demo_leaves_the_database_empty(set_up_server):
    assert set_up_server.ask("read", "made", "demo")["vendors"] == []


def test_serve_says_where_and_how_to_sign_in(fresh, first):
    fresh.start()
    try:
        assert f"Scorecard is running at http://127.0.0.1:{fresh.port}" in running(fresh)
        assert "Demo sign-in: lead@demo.example" in running(fresh)
        assert until(lambda: fresh.answers("/readyz")), running(fresh)
    finally:
        assert fresh.stop(signal.SIGINT) == 0


def test_demo_password_given_later_opens_every_page(fresh, first):
    fresh.manage("set_up", DEMO_PASSWORD="another demo password")
    fresh.start()
    try:
        browser = Browser(fresh.port)
        browser.sign_in("lead@demo.example", "another demo password")
        pages = {path: browser.get(path) for path in ("/w/demo/evaluations/", "/w/demo/vendors/")}
    finally:
        assert fresh.stop() == 0
    assert "Q1 sequencer choice" in pages["/w/demo/evaluations/"]
    assert "Northwind Sequencer" in pages["/w/demo/vendors/"]
    assert "Corvane" not in "".join(pages.values())


def test_serve_on_a_taken_port_is_one_clear_line(fresh, first):
    fresh.start()
    try:
        second = fresh.run("manage.py", "serve")
    finally:
        assert fresh.stop() == 0
    assert second.returncode == 1
    assert second.stderr.strip() == (
        f"CommandError: Port {fresh.port} on 127.0.0.1 cannot be used (Address already in use). "
        "Start again with another PORT."
    )


def test_connections_that_say_nothing_hold_up_nobody(fresh, first):
    fresh.start()
    silent = [socket.create_connection(("127.0.0.1", fresh.port)) for _ in range(6)]
    try:
        assert Line(fresh.port, {"token": "none"}, timeout=20).api("GET", "/vendors").status == 401
    finally:
        for one in silent:
            one.close()
        assert fresh.stop() == 0
