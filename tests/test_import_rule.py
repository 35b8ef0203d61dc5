"""The checks find what they look for: each planted breach is one that they must report."""

import pytest

from tests import import_rule as rule
from tests.import_rule import Module

TABLE = {"kit": set(), "people": {"kit"}, "journal": {"people", "kit"}}


def found(check, source, *more, path="audits/people/actions.py"):
    return [line.partition(" ")[2] for line in check(Module(path, source), *more)]


@pytest.mark.parametrize(
    "source",
    [
        "import audits.journal.models",
        "from audits import journal",
        "from audits.journal.models import Event",
        "from ..journal import models",
        "if True:\n    from audits.journal import models",
        "def f():\n    from audits.journal import models",
    ],
)
def test_upward_import_is_found(source):
    assert found(rule.wrong_arrows, source, TABLE) == ["people imports journal"]


def test_import_of_an_app_missing_from_the_table_is_found():
    assert found(rule.wrong_arrows, "from audits.new import x", TABLE) == ["people imports new"]


def test_import_of_scorecard_is_found():
    assert found(rule.wrong_arrows, "from scorecard import settings", TABLE)


def test_downward_and_own_imports_are_fine():
    source = "from audits.kit import text\nfrom audits.people.models import User\nfrom .models import User"
    assert found(rule.wrong_arrows, source, TABLE) == []


def test_models_that_import_actions_are_found():
    source = "from audits.people.actions import invite"
    assert found(rule.wrong_layers, source, path="audits/people/models.py") == ["models imports actions"]


def test_layers_hold_for_packages_too():
    source = "from audits.people import views"
    path = "audits/people/actions/invite.py"
    assert found(rule.wrong_layers, source, path=path) == ["actions imports views"]


def test_views_may_import_models():
    assert (
        found(rule.wrong_layers, "from audits.people.models import User", path="audits/people/views.py") == []
    )


def test_import_inside_a_function_is_found():
    source = "class A:\n    async def f(self):\n        import audits.kit.text"
    assert found(rule.hidden_imports, source) == ["imports audits.kit.text inside f()"]


def test_ready_may_fetch_its_own_app_only():
    source = "def ready(self):\n    from audits.people import checks\n    from audits.kit import text"
    assert found(rule.hidden_imports, source, path="audits/people/apps.py") == [
        "imports audits.kit.text inside ready()"
    ]


@pytest.mark.parametrize(
    "source", ["import http.client", "from http import client", "from http.client import x"]
)
def test_forbidden_library_is_found(source):
    assert found(rule.forbidden_imports, source, {"http.client"})


def test_library_with_a_like_name_is_fine():
    assert (
        found(rule.forbidden_imports, "import socketserver, requests_toolbelt", {"socket", "requests"}) == []
    )


@pytest.mark.parametrize("source", ["mark_safe(x)", "@safestring.mark_safe\ndef f(): ...", "a = [mark_safe]"])
def test_protection_switched_off_is_found(source):
    assert found(rule.forbidden_names, source, {"mark_safe"}) == ["uses mark_safe"]


@pytest.mark.parametrize(
    "handler", ["except ValueError: pass", "except ValueError: ...", "except* OSError:\n    'why'\n    pass"]
)
def test_handler_that_does_nothing_is_found(handler):
    assert found(rule.swallowed, f"try: x\n{handler}") == ["except that does nothing"]


def test_bare_except_is_found():
    assert found(rule.swallowed, "try: x\nexcept: raise") == ["bare except"]


def test_suppress_of_everything_is_found():
    assert found(rule.swallowed, "with contextlib.suppress(Exception): x") == ["suppress of every error"]
    assert found(rule.swallowed, "with suppress(FileNotFoundError): x") == []
