"""A browser without a window: it keeps cookies, and sends a form with the token that the page had."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx

PASSWORD = "a calm morning in Tunis"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """Somebody at a browser; redirects are not followed, so that a test sees them."""

    def __init__(self, address: str = "127.0.0.1", scheme: str = "http") -> None:
        self.address, self.base = address, f"{scheme}://localhost"
        self.cookies = httpx.Cookies()

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.send("GET", path, headers=headers)

    def post(self, path: str, form: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        """Send a form as a page of the console would."""
        return self.send("POST", path, data={**(form or {}), **self.token()}, headers=headers)

    def token(self) -> dict[str, str]:
        """The form's token, from a page that everybody may see."""
        found = TOKEN.search(self.get("/review/nowhere").text)
        assert found, "the page has no form"
        return {"csrfmiddlewaretoken": found[1]}

    def sign_in(self, name: str, password: str = PASSWORD, **form: str) -> httpx.Response:
        return self.post("/review/sign-in", {"username": name, "password": password, **form})

    def sign_out(self) -> httpx.Response:
        return self.post("/review/sign-out")

    def send(self, method: str, path: str, **request: Any) -> httpx.Response:
        from web.asgi import application

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=application, client=(self.address, 4000))
            async with httpx.AsyncClient(
                transport=transport, base_url=self.base, cookies=self.cookies
            ) as http:
                response = await http.request(method, path, **request)
                self.cookies = http.cookies
                return response

        return asyncio.run(send())
