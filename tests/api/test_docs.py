"""The description: OpenAPI, and a page that needs nothing from another host."""

import re

import pytest
from django.test import Client

from audits.api.main import api as description

pytestmark = pytest.mark.django_db


def test_openapi_is_open_to_everybody_and_closed_to_unknown_fields() -> None:
    schema = Client().get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    for name, shape in schema["components"]["schemas"].items():
        if name.endswith("In"):
            assert shape["additionalProperties"] is False, name


def test_every_call_names_its_error_and_its_token() -> None:
    schema = description.get_openapi_schema()
    for path, methods in schema["paths"].items():
        for method, call in methods.items():
            assert "application/problem+json" in call["responses"]["default"]["content"], path
            assert call["security"] and call["description"], path
            named = [one["name"] for one in call["parameters"]]
            assert ("Idempotency-Key" in named) == (method != "get")


def test_a_put_names_no_default_that_a_client_could_fill_in() -> None:
    shapes = description.get_openapi_schema()["components"]["schemas"]
    for name in ("ScoreIn", "AnswerIn", "ObjectIn", "PartIn", "ConnectorChangeIn"):
        assert not [field for field in shapes[name]["properties"].values() if "default" in field]


def test_every_reference_leads_somewhere() -> None:
    schema = Client().get("/api/v1/openapi.json")
    wanted = set(re.findall(r'"#/components/schemas/(\w+)"', schema.content.decode()))
    assert wanted <= set(schema.json()["components"]["schemas"])


def test_the_page_lists_every_call_and_loads_nothing_from_elsewhere() -> None:
    page = Client().get("/api/v1/docs")
    text = page.content.decode().replace("<wbr>", "")
    assert page.status_code == 200
    for path in description.get_openapi_schema()["paths"]:
        assert path in text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)


def test_the_page_is_read_only() -> None:
    answer = Client(enforce_csrf_checks=True).post("/api/v1/docs")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
