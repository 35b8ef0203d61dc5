"""Whether a string looks like chance, as keys do, or like words, ids and digests, which are no secret."""

import re

LONG = 32
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
# Twilio's ids of calls, messages, recordings; those of keys and accounts are known by their beginning.
SID = re.compile(r"[A-Z]{2}[0-9a-f]{32}")
DIGEST = re.compile(r"(?:sha-?(?:1|256|384|512)|md5)[-_/]", re.IGNORECASE)
# What is written before an id or a digest.
NAMED = re.compile(
    r"(?:sha-?(?:1|256|384|512)|md5|digest|commit|checksum|etag|fingerprint|trace(?:parent)?|revision"
    r"|(?<![a-z])s?id|(?-i:[a-z]I[dD]))(?:\s+is)?[\"']?\s{0,3}[:=#]?\s{0,3}[\"'<(\[]?$",
    re.IGNORECASE,
)
# A neighbour of another kind. A small letter after a capital does not count: words written together begin so.
CHANGES = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
KINDS = (re.compile(r"[a-z]"), re.compile(r"[A-Z]"), re.compile(r"[0-9]"))
OFTEN = 0.2
"""Changes per character: about 0.42 in Base64, 0.47 in hexadecimal digits, 0.3 in Base32, 0.15 in words."""

LITERALS = frozenset(
    {"none", "null", "nil", "undefined", "true", "false", "yes", "no", "ok", "missing", "expired", "invalid"}
    | {"empty", "unset", "required", "optional", "revoked", "unknown", "failed", "wrong", "rotated", "hidden"}
    | {"masked", "redacted", "valid", "present", "absent"}
)
PLACEHOLDER = re.compile(
    r"\$[A-Z_][A-Z0-9_]*|\$?\{{1,2}[A-Za-z_ .-]*\}{0,2}|%s|%\(\w+\)s|<[^<>]*>"
    r"|\[(?i:redacted|masked|hidden|filtered)\]?|\.{2,}|…"
)


def is_named_harmless(value: str) -> bool:
    """Whether the value only says what is to be there ("$TOKEN", "expired")."""
    return value.lower() in LITERALS or PLACEHOLDER.fullmatch(value) is not None


def is_chance(run: str, before: str) -> bool:
    """Whether a run of letters, digits and signs is long, mixed, and not named an id or a digest."""
    if len(run) < LONG or SID.fullmatch(run) or DIGEST.match(run) or NAMED.search(before):
        return False
    rest = UUID.sub("", run)
    if len(rest) < LONG:
        return False
    kinds = [bool(kind.search(rest)) for kind in KINDS]
    return sum(kinds) > 1 and len(CHANGES.findall(rest)) >= OFTEN * len(rest)
