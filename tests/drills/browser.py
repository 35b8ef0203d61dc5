"""Signs in and reads pages over HTTP, with cookies, as a browser without scripts would."""

import re
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    def __init__(self, port: int) -> None:
        self.home = f"http://127.0.0.1:{port}"
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()), ProxyHandler({}))

    def get(self, path: str) -> str:
        with self.opener.open(self.home + path, timeout=60) as response:
            return str(response.read().decode())

    def sign_in(self, email: str, password: str) -> None:
        """Raises AssertionError when the sign-in page comes again."""
        found = TOKEN.search(self.get("/accounts/login/"))
        assert found, "no sign-in form"
        form = {"login": email, "password": password, "csrfmiddlewaretoken": found[1]}
        with self.opener.open(
            self.home + "/accounts/login/", urlencode(form).encode(), timeout=60
        ) as response:
            assert "/accounts/login/" not in response.url, response.read().decode()
