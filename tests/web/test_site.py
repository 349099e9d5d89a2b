"""The pages: whole, honest about what they are, and made of this server's files alone."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.web.in_process import daleel, request

ROOT = Path(__file__).parents[2]
PAGES = {"/": ("ar", "rtl"), "/en": ("en", "ltr"), "/embed": ("ar", "rtl")}


class Page(HTMLParser):
    """A page's elements as (tag, attributes), and the text of its scripts and blockquotes."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(request(path).text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        for tag in set(self._open):
            self.texts[tag] = self.texts.get(tag, "") + data

    def values(self, name):
        return [attributes[name] or "" for _, attributes in self.elements if name in attributes]


@pytest.mark.parametrize(("path", "expected"), PAGES.items())
def test_a_page_says_its_language_and_direction(path, expected):
    _, html = Page(path).elements[0]
    assert (html["lang"], html["dir"]) == expected
    assert request(path).headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_first_that_the_centre_is_fictitious(path):
    page = Page(path)
    body = page.texts["body"].split()
    assert {"تجريبية.", "demonstration."} & set(body[:12])
    assert ("meta", {"name": "robots", "content": "noindex"}) in page.elements


@pytest.mark.parametrize("path", PAGES)
def test_a_page_carries_the_widget_by_its_two_tags(path):
    page = Page(path)
    assert ("script", {"src": "/widget.js", "defer": None}) in page.elements
    assert [tag for tag, _ in page.elements].count("sme-chat") == 1


@pytest.mark.parametrize("path", PAGES)
def test_nothing_in_a_page_is_inline(path):
    page = Page(path)
    assert "style" not in page.texts
    assert not page.texts.get("script", "").strip()
    assert not [each for _, found in page.elements for each in found if re.match("style|on", each)]


@pytest.mark.parametrize("path", PAGES)
def test_every_link_and_file_of_a_page_is_here(path):
    page = Page(path)
    targets = {each.partition("#")[0] for each in page.values("href") + page.values("src")} - {""}
    assert {each for each in targets if not each.startswith("/")} == set()
    built = {each for each in targets if each.startswith(("/widget.js", "/static/fonts/"))}  # by widget/
    for target in targets - built:
        assert request(target).status_code == 200, target


@pytest.mark.parametrize("path", PAGES)
def test_every_link_into_a_page_finds_its_place(path):
    ids = {each: set(Page(each).values("id")) for each in PAGES}
    for target in Page(path).values("href"):
        file, _, place = target.partition("#")
        if place:
            assert place in ids[file or path], target


@pytest.mark.parametrize("path", ["/", "/en"])
def test_the_sample_answer_is_the_sources_own_words(path):
    quote, _, title = (
        part.strip() for part in Page(path).texts["blockquote"].strip().partition("من الوثيقة:")
    )
    sources = [each.read_text(encoding="utf-8") for each in (ROOT / "data/sources").glob("*.md")]
    assert any(quote in source and title in source for source in sources)


def test_the_page_for_site_owners_documents_every_attribute_of_the_widget():
    [options] = (ROOT / "widget/src").rglob("options.js")
    listed = re.search(r"ATTRIBUTES = (\[.*?\])", options.read_text(encoding="utf-8"), re.S)
    assert listed is not None
    attributes = json.loads(re.sub(r",\s*\]", "]", listed[1]))
    table = request("/embed").text
    documented = re.findall(r'<th scope="row"><code>([a-z-]+)</code>', table)
    assert sorted(documented) == sorted(attributes)


@pytest.mark.parametrize(
    ("proxies", "here"), [(0, "http://localhost/widget.js"), (1, "https://localhost/widget.js")]
)
def test_the_line_to_copy_names_this_server_as_the_visitor_sees_it(proxies, here):
    with daleel(trusted_proxies=proxies):
        page = request("/embed", headers={"X-Forwarded-Proto": "https"}).text
    line = f"&lt;script src=&quot;{here}&quot; defer&gt;&lt;/script&gt;&lt;sme-chat&gt;&lt;/sme-chat&gt;"
    assert line in page.replace('"', "&quot;")


def test_pages_are_only_read():
    response = request("/", "POST")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"
    assert request("/", "HEAD").status_code == 200


def test_an_address_that_is_none_says_so_in_arabic():
    response = request("/none")
    assert response.status_code == 404
    assert response.text == "لا يوجد شيء في هذا العنوان."
