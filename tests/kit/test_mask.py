"""Secrets are cut to their last four characters; everything else stays as it was written."""

import time
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from audits.kit.clean import safe_text
from audits.kit.mask import masked

pytestmark = pytest.mark.covers("R097")

HEX = "0123456789abcdef0123456789ab9f2c"
RUN = "Zq8Lx2Vb7Nc4Md9Ks1Wp6Rt3Yh5Gj0F9f2c"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THs9f2c"
PEM_HEAD, PEM_FOOT = "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Authorization: Bearer abcdef0123459f2c", "Authorization: Bearer ****9f2c"),
        ('"authorization": "Bearer abcdef0123459f2c"', '"authorization": "Bearer ****9f2c"'),
        ("Proxy-Authorization: Basic dXNlcjpwYXNzd29yZA==", "Proxy-Authorization: Basic ****9yZA"),
        ("sent Bearer abcdef0123459f2c again", "sent Bearer ****9f2c again"),
        ("sent Basic dXNlcjpwYXNzd29yZDE5", "sent Basic ****ZDE5"),
        (f"sc_{HEX}", "****9f2c"),
        ("xoxb-1234567890-abcdef9f2c", "****9f2c"),
        (
            "https://hooks.slack.com/services/T0001/B0001/abcdefgh9f2c",
            "https://hooks.slack.com/services/****9f2c",
        ),
        (f"ghp_{HEX}", "****9f2c"),
        (f"github_pat_{HEX}", "****9f2c"),
        ("key AKIAIOSFODNN7EXAMPLE.", "key ****MPLE."),
        ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "****EKEY"),
        ("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPx", "aws_secret_access_key = ****GbPx"),
        ("sk_live_abcdefgh9f2c", "****9f2c"),
        ("rk_live_abcdefgh9f2c", "****9f2c"),
        ("whsec_abcdefgh9f2c", "****9f2c"),
        ("SG.abcdefghij.klmnopqr9f2c", "****9f2c"),
        (f"SK{HEX}", "****9f2c"),
        (f"AC{HEX}", "****9f2c"),
        (f"auth token {HEX}", "auth token ****9f2c"),
        ("AIzaSyA-abcdefghijklmnopqrstuvwxyz9f2c", "****9f2c"),
        ("ya29.a0AfH6SMBabcdef9f2c", "****9f2c"),
        ("pat-eu1-2f1c4b6e-0c1a-4b6e-9c1a-2f1c4b6e9f2c", "****9f2c"),
        ("00D5g000004abcD!AQcAQH0dMHZfz972Szmpkb589f2c", "****9f2c"),
        (JWT, "****9f2c"),
        (f"{PEM_HEAD}\nMIIEpAIBAAKCAQEA\n9f2c\n{PEM_FOOT}", f"{PEM_HEAD}****9f2c{PEM_FOOT}"),
        (f"cut: {PEM_HEAD}\nMIIEpAIBAAKCAQEA9f2c", f"cut: {PEM_HEAD}****9f2c"),
        ("https://bob:correcthorse9f2c@host/x", "https://bob:****9f2c@host/x"),
        ("redis://:short@cache:6379/1", "redis://:****@cache:6379/1"),
        ("GET /x?a=1&access_token=abcdefgh12349f2c&b=2", "GET /x?a=1&access_token=****9f2c&b=2"),
        ("/x?sig=abcdefgh12349f2c", "/x?sig=****9f2c"),
        ("X-Amz-Signature=abcdefgh12349f2c&x", "X-Amz-Signature=****9f2c&x"),
        ("X-Api-Key: abcdefgh12349f2c", "X-Api-Key: ****9f2c"),
        ('{"api_key": "two words", "n": 1}', '{"api_key": "****", "n": 1}'),
        (r"{\"clientSecret\": \"abcdefgh12349f2c\"}", r"{\"clientSecret\": \"****9f2c\"}"),
        ("{'session': 'abcdefgh12349f2c'}", "{'session': '****9f2c'}"),
        ("DB_PASSWORD=hunter2", "DB_PASSWORD=****"),
        ("DB_PASSWORD=$ecret1 pwd=%a1 pwd=[a1", "DB_PASSWORD=**** pwd=**** pwd=****"),
        ("password: hunter2, then", "password: ****, then"),
        ("passwd=a pwd=b auth=c cookie=d", "passwd=**** pwd=**** auth=**** cookie=****"),
        ("private_key: 'abcdefgh12349f2c'", "private_key: '****9f2c'"),
        ("curl -u me:hunter2 https://x", "curl -u me:**** https://x"),
        (
            "Set-Cookie: sid=abcdefgh12349f2c; Path=/; HttpOnly; Secure",
            "Set-Cookie: sid=****9f2c; Path=/; HttpOnly; Secure",
        ),
        ("Cookie: a=abcdefgh12349f2c; b=short", "Cookie: a=****9f2c; b=****"),
        (f"saw {RUN} there", "saw ****9f2c there"),
        (f"(token={HEX}).", "(token=****9f2c)."),
    ],
)
def test_secret_is_cut_to_its_last_four_characters(text: str, expected: str) -> None:
    assert masked(text) == expected
    assert masked(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The token expired yesterday and was rotated.",
        "Token: expired; Session: Tuesday 10:00; Secret: see the vault",
        "auth=failed, token=null, password=missing",
        "signature: HMAC-SHA256, Basic authentication, Bearer tokens",
        "if token == null and secret != other",
        "a2f9b3c4-0c1a-4b6e-9c1a-2f1c4b6e0c1a",
        "tenant-a2f9b3c4-0c1a-4b6e-9c1a-2f1c4b6e0c1a",
        "sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "SHA-256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        'digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"',
        "commit 3f786850e387550fdab836ed7e6dc881de23001b",
        "Message-ID: <4f0c9c1a2b3c4d5e6f708192a3b4c5d6.17@mail.example.com>",
        "SES message id 0100018f2c3d4e5f-6a7b8c9d-0e1f-2a3b-4c5d-6e7f8a9b0c1d-000000",
        "evt_1NG8Du2eZvKYlo2CUI79vXWy, 0065g00000AbCdEAAV, msg_2Lh9KRb0pzN4LePd3XiA4v8Axj5",
        '"request_id": "4f0c9c1a2b3c4d5e6f708192a3b4c5d6"',
        f"call SID CA{HEX}",
        "https://docs.example.com/d/1A2b3C4d5E6f7G8h9I0j1K2l3M4n5O6p7Q8r9S0t/edit?tab=2#h9",
        "https://example.com:8443/api/v2/users?page=2&sort=name",
        "DescribeWorkspaceConnectorUsersAndOtherThings2024",
        "/var/log/app/2026/10/Requests/of-the-worker/part-000123.log.gz",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "2026-10-02T08:00:00.000+02:00 1234567890123456789012345678901234567890",
        "Authorization: Bearer $TOKEN, token=<your-token>, password=${PASSWORD}, api_key={{ key }}",
        "mail to ana.bergman+test@example.com about 4 of 30",
        "**** token of the run",
        "curl -u https://example.com/, --user https://example.com",
    ],
)
def test_text_without_a_secret_stays_as_it_is(text: str) -> None:
    assert masked(text) == text


def test_everything_we_wrote_ourselves_stays_as_it_is() -> None:
    for path in sorted(Path(settings.BASE_DIR, "audits").rglob("*.toml")):
        text = path.read_text()
        tomllib.loads(text)
        assert masked(text) == text, path


WORDS = st.sampled_from(
    ["the", "token", "Session", "secret", "of", "CRM", "R-0007", "4,2 %", "Müller", "日本"]
)
SECRETS = st.sampled_from([f"sk_live_{HEX}", f"Bearer {HEX}", JWT, RUN, f"token={RUN}", f"https://a:{HEX}@b"])
SIGNS = st.sampled_from(
    [
        "=",
        ":",
        '"',
        "'",
        "\\",
        "&",
        ";",
        ",",
        " ",
        "\n",
        "*",
        "****",
        "-",
        "_",
        "/",
        "@",
        "<",
        ">",
        "://",
        ".",
    ]
)
KEYS = st.sampled_from(
    ["token", "auth", "pwd", "sig", "Cookie:", "Authorization: Bearer ", "-u ", "eyJ", "sc_"]
)


@given(st.lists(st.one_of(WORDS, SECRETS, SIGNS, KEYS, st.text(max_size=6)), max_size=30).map("".join))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = masked(text)
    assert masked(once) == once


@given(st.text())
def test_any_text_can_be_masked_twice(text: str) -> None:
    once = masked(text)
    assert masked(once) == once


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_words_are_no_secret(text: str) -> None:
    assert masked(text) == text


@given(st.binary(min_size=32, max_size=64), st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8))
def test_key_written_after_its_name_never_stays(key: bytes, before: list[str], after: list[str]) -> None:
    text = " ".join([*before, f"api_key={key.hex()}", *after])
    assert key.hex()[:-4] not in masked(text) and masked(text).endswith(" ".join(after))


HOSTILE = [
    "a", "A1", "token=", "token=)", "token: ", 'token="', "token='", '\\"token\\":\\"', "id_", "access_", "-",
    "-----BEGIN PRIVATE KEY-----", "-----BEGIN ", "://", "://a:b", "eyJ", "-eyJaaaaa.", "sc_", "SG.aaaaaaaa",
    "Cookie:", "Cookie: a=", "Authorization: Bearer ", "basic aa", "-u a:", "<a@", "****", "**** token=",
    'token="\\',
    "00Daaaaaaaaaaaaa!", "xoxb-aaaaaaaa", "hooks.slack.com/services/", "+", "=", "🙂", " ", "\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length(unit: str) -> None:
    """A reading that goes back over the text would take seconds here."""
    text = (unit * 20_000)[:20_000]
    started = time.process_time()
    once = masked(text)
    assert time.process_time() - started < 0.5
    assert masked(once) == once


def test_a_text_whose_masks_are_longer_than_its_secrets_still_fits() -> None:
    kept = safe_text("title", ("pwd=a " * 40)[:199], limit=200)
    assert len(kept) == 200 and kept.startswith("pwd=**** pwd=****")
