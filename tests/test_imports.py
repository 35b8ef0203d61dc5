"""The import rule: one direction between apps, and narrow doors to the dangerous libraries."""

from pathlib import Path

import pytest

from tests import import_rule as rule
from tests.import_rule import Module

ROOT = Path(__file__).resolve().parent.parent

KIT = {"kit"}
PEOPLE = KIT | {"people", "http"}
JOURNAL = PEOPLE | {"journal"}
VENDORS = JOURNAL | {"evidence", "vendors"}
COMMITMENTS = VENDORS | {"commitments", "connectors"}
CHECKLISTS = COMMITMENTS | {"checklists"}
ALL = CHECKLISTS | {"scoring", "frameworks", "evaluations", "monitoring", "notices"}

# What each app may import besides itself. `http` is one module: the typed request and how refusals look.
MAY_IMPORT = {
    "kit": set(),
    "scoring": set(),
    "people": KIT | {"http"},
    "http": KIT | {"people"},
    "journal": JOURNAL,
    "evidence": JOURNAL,
    "vendors": JOURNAL,
    "frameworks": JOURNAL | {"scoring"},
    "commitments": VENDORS,
    "connectors": VENDORS,
    "evaluations": VENDORS | {"scoring", "frameworks", "commitments"},
    "checklists": COMMITMENTS,
    "monitoring": CHECKLISTS,
    "notices": JOURNAL,
    "reports": ALL,
    "inbox": ALL,
    # Reports are handed out by the API and made by the worker, which also mails what is due.
    "api": ALL | {"reports"},
    "operations": ALL | {"inbox", "reports"},
}

# The only module that may import each of these.
ONLY_DOOR = {
    "weasyprint": "audits/reports/pdf.py",
    **dict.fromkeys(
        ["requests", "httpx", "urllib.request", "urllib3", "socket", "http.client"], "audits/kit/outbound.py"
    ),
}

# Pure functions: the same answer for the same values, wherever and whenever they run.
NOT_IN_SCORING = {"django", "time", "datetime", "random", "secrets", "os", "io", "pathlib", "subprocess"}

# Names that switch a protection off, each with the modules that may.
PROTECTIONS_OFF: dict[str, set[str]] = {"mark_safe": set(), "SafeString": set(), "csrf_exempt": set()}


def modules(*folders: str) -> list[Module]:
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [Module(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")) for file in files]


AUDITS = modules("audits")
PRODUCT = AUDITS + modules("scorecard")


def breaches(checked, check, *more):
    return [line for module in checked for line in check(module, *more)]


def test_table_names_every_app():
    top = {module.app.removesuffix(".py") for module in AUDITS}
    assert top - set(MAY_IMPORT) <= {"", "urls"}


def test_apps_import_only_what_stands_below_them():
    assert breaches(AUDITS, rule.wrong_arrows, MAY_IMPORT) == []


def test_layers_of_an_app_point_downwards():
    assert breaches(AUDITS, rule.wrong_layers) == []


def test_no_function_imports_our_own_code():
    assert breaches(PRODUCT, rule.hidden_imports) == []


def test_scoring_is_pure():
    scoring = [module for module in AUDITS if module.app == "scoring"]
    assert breaches(scoring, rule.forbidden_imports, NOT_IN_SCORING) == []


@pytest.mark.parametrize(("package", "door"), ONLY_DOOR.items())
def test_library_is_imported_by_one_module_only(package, door):
    others = [module for module in PRODUCT if module.path != door]
    assert breaches(others, rule.forbidden_imports, {package}) == []


@pytest.mark.parametrize(("name", "excepted"), PROTECTIONS_OFF.items())
def test_protection_is_switched_off_nowhere_else(name, excepted):
    others = [module for module in PRODUCT if module.path not in excepted]
    assert breaches(others, rule.forbidden_names, {name}) == []


def test_no_error_is_swallowed():
    assert breaches(PRODUCT, rule.swallowed) == []
