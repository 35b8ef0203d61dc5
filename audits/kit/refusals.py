"""The only ways an action says no. ``audits.http`` renders each for pages and API alike."""

from collections.abc import Mapping
from typing import Any, ClassVar


class Refusal(Exception):
    """Base of all refusals; ``detail`` is a sentence for the person who asked."""

    status: ClassVar[int] = 400
    title: ClassVar[str] = "Refused"

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Invalid(Refusal):
    """Values that cannot be taken: field name to messages (422)."""

    status = 422
    title = "Some values cannot be taken"

    def __init__(self, fields: Mapping[str, list[str]]) -> None:
        super().__init__(" ".join(message for messages in fields.values() for message in messages))
        self.fields = dict(fields)


class TooLarge(Invalid):
    """A file is too large, or there is no room for it (413)."""

    status = 413
    title = "Too large"


class Denied(Refusal):
    """The actor's role may not do this (403)."""

    status = 403
    title = "Not allowed"


class First(Denied):
    """Something else has to be done first, at `place`; a page that was only opened leads there."""

    title = "Something comes first"

    def __init__(self, detail: str, place: str) -> None:
        super().__init__(detail)
        self.place = place


class Blocked(Refusal):
    """The state of things does not allow it now, for the reasons listed (409)."""

    status = 409
    title = "Not possible now"

    def __init__(self, detail: str, reasons: list[str] | None = None) -> None:
        super().__init__(detail)
        self.reasons = reasons or []


class Conflict(Refusal):
    """Someone else wrote first (409): both texts and the version to go on from."""

    status = 409
    title = "Changed by someone else"

    def __init__(self, detail: str, *, yours: Any, theirs: Any, version: int) -> None:
        super().__init__(detail)
        self.yours = yours
        self.theirs = theirs
        self.version = version


class Decided(Refusal):
    """The evaluation is decided: what it froze is read-only (423)."""

    status = 423
    title = "Decided"


class Revealed(Decided):
    """The panel's points are laid open: what each gave on their own is read-only (423)."""

    title = "Revealed"


class Unavailable(Refusal):
    """Something this needs does not answer now (503): nothing was saved, trying again is safe."""

    status = 503
    title = "Not available now"
