"""Whether a draft is a whole framework: every problem is named with its place, and where to mend it."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from audits.frameworks import exchange
from audits.frameworks.outline import Document, parts
from audits.frameworks.spots import Spot
from audits.frameworks.wording import code_of
from audits.kit.refusals import Invalid
from audits.scoring.framework import Band, Framework, Problem
from audits.scoring.reading import MAX_BYTES, problems_of
from audits.scoring.score import POINTS_PER_DIMENSION
from audits.scoring.wholeness import band_problems

STEP = re.compile(r"(\w+)\[(\d+)\]")
BANDS = TypeAdapter(tuple[Band, ...])


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend before a draft can be published."""

    spot: Spot | None
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def whole(document: Document, *, slug: str, version: int) -> Framework:
    """The framework that a draft would become; `Invalid` lists everything that is wrong."""
    framework, faults = proved(document, slug=slug, version=version)
    if framework is None:
        raise Invalid({"document": list(map(str, faults))})
    return framework


def proved(document: Document, *, slug: str, version: int) -> tuple[Framework | None, list[Fault]]:
    """The framework, or what is wrong with it."""
    wanted = {**document, "slug": slug, "version": version}
    try:
        framework = Framework.model_validate_json(json.dumps(wanted))
    except ValidationError as error:
        found = [*problems_of(error, wanted), *hidden_band_problems(document)]
        return None, list(faults_in(dict.fromkeys(found), document))
    if len(exchange.written(framework).encode()) > MAX_BYTES:
        message = _("it is larger than a file may be, %(most)d kB.") % {"most": MAX_BYTES // 1000}
        return None, [Fault(None, _("Framework"), message)]
    return framework, []


def hidden_band_problems(document: Document) -> list[Problem]:
    """The schema holds bands against each other last, in a document that is whole otherwise; here at once."""
    try:
        bands = BANDS.validate_json(json.dumps(parts(document, "bands")))
    except ValidationError:
        return []  # Told of each band already.
    most = POINTS_PER_DIMENSION * len(parts(document, "dimensions"))
    return band_problems(bands, most) if bands and most else []


def faults_in(problems: Iterable[Problem], document: Document) -> Iterator[Fault]:
    for problem in problems:
        spot = spot_of(problem, document)
        yield Fault(spot, words(problem, spot, document), problem.message)


def spot_of(problem: Problem, document: Document) -> Spot | None:
    """Where somebody mends it."""
    steps = [(name, int(number)) for name, number in STEP.findall(problem.place)]
    match steps:
        case [("dimensions", at), ("questions", number), *_rest]:
            return Spot("question", document["dimensions"][at]["questions"][number]["slug"])
        case [("dimensions", at), *_rest]:
            return Spot("dimension", document["dimensions"][at]["slug"])
    named = problem.place.partition("[")[0]
    for kind in ("bands", "crms", "figures", "weightings"):
        if named == kind or problem.message.startswith((f"{kind} ", f"{kind}[")):
            return Spot(kind)
    if problem.message.startswith("objects_dimension"):
        return Spot("crms")
    is_head = problem.message.startswith(("provenance", "title", "blind_spots"))
    return Spot("head") if is_head else None


def words(problem: Problem, spot: Spot | None, document: Document) -> str:
    """The place as people call it."""
    if spot is None:
        return _("Framework") if problem.place == "framework" else problem.place
    if spot.kind == "question":
        return _("Question %(code)s") % {"code": code_of(spot.slug)}
    if spot.kind == "dimension":
        return _("Dimension “%(title)s”") % {"title": spot.home(document)["title"]}
    return LISTS[spot.kind]()


LISTS = {
    "head": lambda: _("Heading"),
    "bands": lambda: _("Bands"),
    "crms": lambda: _("Objects"),
    "figures": lambda: _("Figures"),
    "weightings": lambda: _("Weights on offer"),
}
