"""Speaks to the server over real connections: the API with a token, the scoring screen with a session."""

import http.client
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

Person = dict[str, str]
CSRF = "d" * 32


class Lost(Exception):
    """No answer came: whether the request was done is unknown."""


@dataclass(frozen=True)
class Answered:
    status: int
    body: bytes
    seconds: float

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Line:
    """One caller's way to the server; `times` keeps how long each answer took."""

    port: int
    person: Person
    times: list[float] = field(default_factory=list)
    timeout: float = 60.0

    def api(self, method: str, path: str, body: Any = None, *, key: str = "") -> Answered:
        headers = {"Authorization": f"Bearer {self.person['token']}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        return self.send(method, f"/api/v1{path}", body, headers)

    def page(self, path: str, body: Any) -> Answered:
        """A write of the scoring screen."""
        headers = {
            "Cookie": f"scorecard-session={self.person['session']}; scorecard-csrf={CSRF}",
            "X-CSRFToken": CSRF,
            "Content-Type": "application/json",
            "Accept": "text/html, application/problem+json",
        }
        return self.send("POST", path, body, headers)

    def form(self, path: str, fields: Any) -> Answered:
        """A page's form, as a browser sends it."""
        headers = {
            "Cookie": f"scorecard-session={self.person['session']}; scorecard-csrf={CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return self.send("POST", path, urlencode({**fields, "csrfmiddlewaretoken": CSRF}), headers)

    def send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Answered:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        begun = time.perf_counter()
        try:
            connection.request(method, path, written(body), headers)
            response = connection.getresponse()
            answered = Answered(response.status, response.read(), time.perf_counter() - begun)
        except (OSError, http.client.HTTPException) as error:
            raise Lost from error
        finally:
            connection.close()
        self.times.append(answered.seconds)
        return answered

    def drop(self, method: str, path: str, body: Any, *, key: str) -> None:
        """Sends a request and hangs up before its answer."""
        headers = {"Authorization": f"Bearer {self.person['token']}", "Content-Type": "application/json"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            connection.request(method, f"/api/v1{path}", json.dumps(body), headers | {"Idempotency-Key": key})
        finally:
            connection.close()


def written(body: Any) -> str | None:
    """JSON, but for what is text already."""
    return body if body is None or isinstance(body, str) else json.dumps(body)


@dataclass
class Save:
    """A save of one answer's note, on top of a version, under an operation's id."""

    candidate: str
    question: str
    version: int
    note: str
    key: str = field(default_factory=lambda: str(uuid4()))

    @property
    def row(self) -> tuple[str, str]:
        return self.candidate, self.question


def save_by_api(line: Line, save: Save) -> Answered:
    path = f"/candidates/{save.candidate}/answers/{save.question}"
    return line.api("PUT", path, {"note": save.note, "version": save.version}, key=save.key)


def save_by_page(line: Line, slug: str, save: Save) -> Answered:
    path = f"/w/{slug}/candidates/{save.candidate}/answers/{save.question}"
    body = {"operation": save.key, "version": save.version, "values": {"note": save.note}}
    return line.page(path, body)


def percentiles(times: list[float]) -> str:
    """p50, p95 and p99 in milliseconds, for the record; nothing depends on them."""
    if not times:
        return "no answers"
    ordered = sorted(times)
    cuts = {name: ordered[min(len(ordered) - 1, int(len(ordered) * share))] for name, share in SHARES.items()}
    shown = ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in cuts.items())
    return f"{len(ordered)} answers: {shown}, longest {ordered[-1] * 1000:.0f} ms"


SHARES = {"p50": 0.50, "p95": 0.95, "p99": 0.99}
