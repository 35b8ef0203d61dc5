"""A framework as a file: written from a published version, read and proved whole (TOML)."""

from typing import Any

from django.utils.translation import gettext as _

from audits.kit import text, toml
from audits.kit.mask import masked
from audits.kit.refusals import Invalid, TooLarge
from audits.scoring.framework import Framework, FrameworkError, parse_framework
from audits.scoring.reading import MAX_BYTES

HEADED = {
    "provenance",
    "dimensions.questions",
    "dimensions.questions.red_flags",
    "dimensions.questions.facts",
    "dimensions.questions.facts.options",
    "crms.objects",
    "warnings.when",
    "weightings.weights",
}
"""Tables that get a heading of their own, so that no line grows too long to be read again."""
NAMES = frozenset({"slug", "kind", "origin", "needs", "asks", "question", "fact", "values", "version"})


def written(framework: Framework) -> str:
    """The file of a version; read again, it is the same framework with the same digest."""
    head = _("# A framework of Scorecard. To change it, raise its version and bring it back.")
    return f"{head}\n\n{toml.dumps(framework.model_dump(mode='json', exclude_defaults=True), HEADED)}"


def taken(data: bytes) -> Framework:
    """The framework in a file, proved whole; `Invalid` names each problem with its place."""
    if len(data) > MAX_BYTES:
        raise TooLarge({"file": [_("The file is too large; 1 MB is possible.")]})
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid({"file": [_("The file is not text in UTF-8.")]}) from error
    try:
        framework = parse_framework(text.normal(words))
    except FrameworkError as error:
        raise Invalid({"file": list(map(str, error.problems))}) from error
    return without_secrets(framework)


def without_secrets(framework: Framework) -> Framework:
    """What looks like a secret is masked; where nothing does, it is the very framework."""
    document = framework.model_dump(mode="json")
    safe = cleaned(document)
    return framework if safe == document else Framework.model_validate(safe, strict=False)


def cleaned(value: Any, name: str = "") -> Any:
    """A document without secrets in its texts."""
    if isinstance(value, str):
        return value if name in NAMES else masked(value)
    if isinstance(value, dict):
        return {key: cleaned(each, key) for key, each in value.items()}
    return [cleaned(each, name) for each in value] if isinstance(value, list | tuple) else value
