"""Keeps secrets out of what is stored: what looks like one is cut to its last four characters.

Two readings of the text, each linear in its length. The first knows secrets by what stands before them or by
how they begin; the second takes long strings that look like chance. What is left of a secret stands behind a
star, where neither reading begins again: masking twice changes nothing.
"""

import binascii
import re
from base64 import b64decode

from audits.kit.mask_chance import is_chance, is_named_harmless

KEPT = 4
SHOWN_FROM = 12
"""A shorter secret is hidden whole: its last four characters would be too much of it."""
MASKED = re.compile(r"\*{4}[A-Za-z0-9]{0,4}")

# Prefixes that are written together with their word ("accessToken"); after "_" and "-" a word begins anew.
JOINED = (
    r"(?:access|refresh|auth|client|api|app|user|bot|shared|consumer|private|secret|signing|webhook|session"
    r"|security|oauth|csrf|xsrf|id)"
    r"[_-]?"
)
STRONG = (
    r"token|secret(?:[_-]?(?:id|value))?|password|passwd|passphrase|pwd|authorization"
    r"|(?:api|access|private|secret|signing|encryption|account|auth)[_-]?key"
)
WEAK = r"auth|signature|sig|cookies?|credentials?|(?:j|php)?sess(?:ion)?(?:[_-]?(?:id|key))?"
"""Words of everyday reports too: "Session: Tuesday" is nothing to hide."""

BARE = r"[^\s&;,\"'<>|`]*[^\s&;,\"'<>|`.:!?)\]}]"
PAIR = rf"""
    (?P<key>(?:{JOINED}){{0,3}}(?:(?P<strong>{STRONG})|{WEAK}))
    (?P<sep>(?P<closed>\\?["'])?\s{{0,3}}(?P<sign>:=|=>|=(?!=)|:(?!//))\s{{0,3}})
    (?:"(?P<double>(?:[^"\\\r\n]|\\.)+)"|'(?P<single>(?:[^'\\\r\n]|\\.)+)'|\\"(?P<escaped>[^"\\\r\n]+)|(?P<bare>{BARE}))
"""
SCHEMES = r"bearer|basic|token|apikey|oauth|zoho-oauthtoken|klaviyo-api-key"
HEADER = rf"""
    (?P<header>(?:proxy-)?authorization\\?["']?\s{{0,3}}[:=]\s{{0,3}}\\?["']?(?:{SCHEMES})\s{{1,3}})
    (?P<credentials>[A-Za-z0-9._~+/=:*-]+)
"""
SCHEME = r"(?P<scheme>(?P<basic>basic\s{1,3})|bearer\s{1,3})(?P<lone>[A-Za-z0-9._~+/=:*-]{8,})"
COOKIE = r"""(?P<cookie>(?:set-)?cookie2?\\?["']?\s{0,3}:\s{0,3}\\?["']?)(?P<crumbs>[^\r\n"'\\]+)"""
LOGIN = r"(?P<login>-u\s?|--user[\s=])(?P<named>[\"']?[^\s\"':]{1,200}:)(?!//)(?P<word>[^\s\"']+)"
# A token's own beginning; in the text itself upper and lower case count.
TOKEN = r"""(?-i:(?P<token>
    sc_[A-Za-z0-9_-]{20,} | xox[a-z]-[A-Za-z0-9-]{8,} | xapp-[A-Za-z0-9-]{8,}
    | gh[a-z]_[A-Za-z0-9]{16,} | github_pat_[A-Za-z0-9_]{16,} | glpat-[A-Za-z0-9_-]{16,}
    | (?:AKIA|ASIA)[A-Z0-9]{12,} | [sr]k_(?:live|test)_[A-Za-z0-9]{8,} | whsec_[A-Za-z0-9+/=_-]{8,}
    | sk-[A-Za-z0-9_-]{20,} | SG\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}
    | (?:SK|AC)[0-9a-f]{32} | key-[0-9a-f]{32}
    | AIza[A-Za-z0-9_-]{30,} | ya29\.[A-Za-z0-9_.-]{10,} | GOCSPX-[A-Za-z0-9_-]{16,}
    | pat-[a-z]{2}\d-[0-9a-f-]{30,} | 00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{20,}
    | eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*
))"""
HOOK = r"(?P<hook>hooks\.slack\.com/(?:services|workflows|triggers)/)(?P<path>[A-Za-z0-9_/-]{8,})"
PEM = r"""(?-i:
    (?P<begin>-----BEGIN[ ](?:[A-Z0-9]+[ ]){0,4}PRIVATE[ ]KEY(?:[ ]BLOCK)?-----)
    (?:(?P<body>(?:[^-]|-(?!----))+)(?P<end>-----END[ ])|(?P<open>[A-Za-z0-9+/=\s\\]+))
)"""
USERINFO = r"(?<=://)(?P<user>[^\s/?\#:@\"'<>]{0,200}:)(?P<pass>[^\s/?\#@\"'<>]+)(?=@)"

KNOWN = re.compile(
    rf"{PEM}|{USERINFO}|(?<![A-Za-z0-9*])(?:{HEADER}|{COOKIE}|{LOGIN}|{HOOK}|{PAIR}|{SCHEME})"
    rf"|(?<![A-Za-z0-9_*-]){TOKEN}",
    re.VERBOSE | re.IGNORECASE,
)
CRUMB = re.compile(r"(?P<name>[^\s=;,]+)(?:=(?P<value>[^\s;,]+))?")
CRUMB_MANNERS = ("path", "domain", "expires", "max-age", "samesite", "version", "priority")
"""Attributes of a cookie that are no part of its value."""

# What the second reading looks at as a whole: masks, addresses, message ids, and any run of such signs.
PIECES = re.compile(
    r"\*{4}[A-Za-z0-9]{0,4}"
    r"|[A-Za-z][A-Za-z0-9+.-]{0,20}://[^\s\"'<>]+"
    r"|<[^<>\s@]{1,250}@[^<>\s@]{1,250}>"
    r"|(?P<run>[A-Za-z0-9+/_-]+={0,2})"
)


def masked(text: str) -> str:
    """The text with every secret in it cut to `****` and its last four characters."""
    known = KNOWN.sub(_known, text)
    return PIECES.sub(_chance, known)


def hidden(secret: str) -> str:
    """The mask of one secret; one that is a mask already stays."""
    if MASKED.fullmatch(secret) or not (signs := "".join(re.findall(r"[^\W_]", secret))):
        return secret
    kept = signs[-KEPT:] if len(signs) >= SHOWN_FROM else ""
    return f"****{kept if kept.isascii() else ''}"


# Groups that are a secret whenever they are there, whatever they look like.
ALWAYS = ("credentials", "word", "token", "path", "body", "open", "pass")


def _known(match: re.Match[str]) -> str:
    if match["crumbs"]:
        return match["cookie"] + CRUMB.sub(_crumb, match["crumbs"])
    found = next((name for name in ALWAYS if match[name]), "") or _doubtful(match)
    if not found or is_named_harmless(match[found]):
        return match[0]
    start, end = (place - match.start() for place in match.span(found))
    return match[0][:start] + hidden(match[found]) + match[0][end:]


def _crumb(match: re.Match[str]) -> str:
    if not match["value"] or match["name"].lower() in CRUMB_MANNERS:
        return match[0]
    return f"{match['name']}={hidden(match['value'])}"


def _doubtful(match: re.Match[str]) -> str:
    """The group to hide of a match that depends on what the value looks like, or nothing."""
    if match["lone"]:
        lone = match["lone"]
        return "lone" if (_is_login(lone) if match["basic"] else _is_odd(lone, 8, 1)) else ""
    name = next(name for name in ("double", "single", "escaped", "bare") if match[name])
    return name if _is_said_to_be(match, match[name]) or _is_suspect(match, match[name]) else ""


def _is_said_to_be(match: re.Match[str], value: str) -> bool:
    """Whether the pair is written as machines write it: `key=value` or `"key": "value"`."""
    if match["closed"]:
        return not match["bare"]
    if match["sign"] != ":":
        return bool(match["strong"]) or match["sep"].strip() == match["sep"]
    return bool(match["strong"]) and not match["bare"] and not re.search(r"\s", value)


def _is_suspect(match: re.Match[str], value: str) -> bool:
    """Whether the value of a pair as people write it ("Password: hunter2") looks like a secret."""
    return _is_odd(value, 6, 1) if match["strong"] else _is_odd(value, 16, 3)


def _is_odd(value: str, length: int, digits: int) -> bool:
    """Long enough, letters and digits, no blank: not a word that somebody writes."""
    enough = len(value) >= length and sum(char.isdigit() for char in value) >= digits
    return enough and any(char.isalpha() for char in value) and not re.search(r"\s", value)


def _is_login(value: str) -> bool:
    """Whether this is `user:password` in Base64."""
    try:
        return b":" in b64decode(value + "=" * (-len(value) % 4), validate=True)
    except (ValueError, binascii.Error):
        return False


def _chance(match: re.Match[str]) -> str:
    run = match["run"]
    before = match.string[max(0, match.start() - 30) : match.start()]
    return hidden(run) if run and is_chance(run, before) else match[0]
