"""The API's description: OpenAPI completed with what every call has in common, and as a page to read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from ninja.openapi.schema import OpenAPISchema

from audits.api.problems import Problem
from audits.api.replies import KEY_HEADER, KEY_LIMIT
from audits.api.schemas.bodies import EvidenceIn

INTRODUCTION = """Score vendors, compare them and fetch the reports, as the member an API token belongs to.
Every request carries `Authorization: Bearer TOKEN`; a token sees its own workspace and nothing else.
Bodies are JSON with strict types: a field that is not known, or given twice, is refused by name.
Answers, scores and objects carry a `version`; a PUT that sends an older one gets 409 with both sides.
Lists come in pages; follow `next` until it is null.
Every POST takes an `Idempotency-Key`: sent again with the same body it gets the first answer again."""

KEY_PARAMETER = {
    "name": KEY_HEADER,
    "in": "header",
    "required": False,
    "description": "A key of your own: sent again with the same body, the first answer comes again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LIMIT},
}
ERROR = {
    "description": "Any error",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
METHODS = ("get", "post", "put", "patch")


def completed(schema: OpenAPISchema) -> OpenAPISchema:
    """The schema with the error every call may answer and the key every write takes."""
    shapes = schema["components"]["schemas"]
    for model in (Problem, EvidenceIn):
        shapes[model.__name__] = model.model_json_schema(ref_template="#/components/schemas/{model}")
    for method, _path, call in calls(schema):
        call["responses"]["default"] = ERROR
        if method != "get":
            call["parameters"].append(KEY_PARAMETER)
    return schema


def calls(schema: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                yield method, path, methods[method]


@dataclass(frozen=True, slots=True)
class Field:
    """A row of a table: a parameter, or a field of a shape."""

    name: str
    kind: str
    is_required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Format:
    """What a body or an answer consists of; `shape` names a table further down, if there is one."""

    label: str
    kind: str
    media_type: str
    shape: str


@dataclass(frozen=True, slots=True)
class Call:
    """One call as the page shows it."""

    name: str
    method: str
    steps: list[str]
    description: str
    parameters: list[Field]
    formats: list[Format]


def page(schema: Mapping[str, Any]) -> dict[str, Any]:
    """What the documentation page renders."""
    groups: dict[str, list[Call]] = defaultdict(list)
    for method, path, call in calls(schema):
        groups[call["tags"][0]].append(shown(method, path, call))
    shapes = schema["components"]["schemas"]
    return {
        "introduction": plain(schema["info"]["description"]).split("\n"),
        "groups": dict(groups),
        "shapes": [
            (name, plain(shape.get("description", "")), fields(shape)) for name, shape in shapes.items()
        ],
    }


def plain(text: str) -> str:
    """Without the marks around code, which a page for reading need not show."""
    return text.replace("`", "")


def shown(method: str, path: str, call: Mapping[str, Any]) -> Call:
    found = formats(_("Body"), call.get("requestBody", {}))
    for code, answer in call["responses"].items():
        if code != "default":
            found += formats(_("Answer %(status)s") % {"status": code}, answer)
    return Call(
        name=call["operationId"],
        method=method.upper(),
        steps=path.strip("/").split("/"),
        description=plain(call.get("description", "")),
        parameters=[parameter(one) for one in call["parameters"] if one["name"] != KEY_HEADER],
        formats=found,
    )


def parameter(one: Mapping[str, Any]) -> Field:
    return Field(one["name"], kind_of(one["schema"]), one["required"], plain(one.get("description", "")))


def formats(label: str, part: Mapping[str, Any]) -> list[Format]:
    """Each format a body or an answer may have."""
    return [
        Format(label, kind_of(schema), media_type, str(schema.get("$ref", "")).rpartition("/")[2])
        for media_type, content in part.get("content", {}).items()
        if (schema := content.get("schema"))
    ]


def fields(shape: Mapping[str, Any]) -> list[Field]:
    required = shape.get("required", [])
    return [
        Field(name, kind_of(each), name in required, plain(each.get("description", "")))
        for name, each in shape.get("properties", {}).items()
    ]


def kind_of(shape: Mapping[str, Any]) -> str:
    """A type in words."""
    if "$ref" in shape:
        return str(shape["$ref"]).rpartition("/")[2]
    if "anyOf" in shape:
        return _(" or ").join(kind_of(each) for each in shape["anyOf"])
    if "enum" in shape:
        return _("one of %(values)s") % {"values": ", ".join(map(str, shape["enum"]))}
    if shape.get("type") == "array":
        return _("list of %(kind)s") % {"kind": kind_of(shape.get("items", {}))}
    if "minimum" in shape and "maximum" in shape:
        return _("whole number from %(least)s to %(most)s") % {
            "least": shape["minimum"],
            "most": shape["maximum"],
        }
    return str(shape.get("format") or shape.get("type") or _("anything"))
