"""What the review app refuses, and how it says so."""

import http.client
import io
import re
import zipfile
from urllib.parse import quote, urlencode, urlsplit

import pytest

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")


class Caller:
    """A client as plain as can be: headers are sent as given."""

    def __init__(self, address: str) -> None:
        self.port = urlsplit(address).port
        answer = self.ask("GET", "/import")
        self.cookie = answer.headers["set-cookie"].split(";")[0]
        self.first = answer
        self.token = re.search(r'name="token" value="([^"]+)"', answer.text)[1]

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body, headers={"Host": f"127.0.0.1:{self.port}", **named})
        answer = connection.getresponse()
        answer.text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer

    def post(self, path: str, fields: dict[str, str], **headers: str):
        given = {"token": self.token, **fields}
        named = {"Content_Type": "application/x-www-form-urlencoded", "Cookie": self.cookie, **headers}
        return self.ask("POST", path, urlencode(given).encode(), **named)

    def drop(self, name: str, data: bytes):
        return self.send(
            b'--cut\r\nContent-Disposition: form-data; name="token"\r\n\r\n' + self.token.encode() + b"\r\n" + part(name, data)
        )

    def send(self, body: bytes):
        return self.ask("POST", "/import", body, Content_Type="multipart/form-data; boundary=cut", Cookie=self.cookie)


def part(name: str, data: bytes) -> bytes:
    head = f'--cut\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
    return head.encode() + data + b"\r\n--cut--\r\n"


@pytest.fixture
def caller(app) -> Caller:
    return Caller(app.address)


@pytest.fixture
def full_caller(full_app) -> Caller:
    return Caller(full_app.address)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "localhost.evil.example", "0.0.0.0:1", ""])
def test_another_host_name_is_refused(caller, host):
    answer = caller.ask("GET", "/", Host=host)
    assert answer.status in {400, 421}
    assert "token" not in answer.text


def test_the_names_of_this_machine_are_heard(caller):
    for host in ("localhost:9", "[::1]:9", "127.0.0.1"):
        assert caller.ask("GET", "/import", Host=host).status == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null", "http://localhost.evil.example"])
def test_a_form_from_another_site_is_refused(caller, origin):
    answer = caller.post("/name", {"who": "Mallory"}, Origin=origin)
    assert answer.status == 403
    assert "another site" in answer.text


def test_a_request_that_a_browser_calls_cross_site_is_refused(caller):
    assert caller.post("/name", {"who": "Mallory"}, Sec_Fetch_Site="cross-site").status == 403


@pytest.mark.parametrize("token", ["", "x", "a" * 32])
def test_a_form_without_the_right_token_changes_nothing(caller, token):
    answer = caller.post("/import", {"token": token, "text": "# A page\n\nIron helped."})
    assert answer.status == 400
    assert "Nothing was changed" in answer.text
    assert "A page" not in caller.ask("GET", "/pages").text


def test_a_token_without_its_cookie_changes_nothing(caller):
    assert caller.post("/name", {"who": "Mallory"}, Cookie="").status == 400


def test_cookies_stay_on_this_site_and_out_of_scripts(caller):
    told = caller.first.headers["set-cookie"].lower()
    assert "samesite=strict" in told
    assert "httponly" in told


@pytest.mark.parametrize("path", ["/import", "/nowhere", "/page/" + "0" * 64, "/static/app.css"])
def test_every_answer_carries_a_strict_policy(caller, path):
    answer = caller.ask("GET", path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_no_screen_holds_script_or_style_of_its_own(caller):
    page = re.search(r"/page/[0-9a-f]{64}", caller.ask("GET", "/pages").text)[0]
    for path in (
        "/import",
        "/pages",
        "/topic",
        page,
        page.replace("page", "revisions"),
        "/decisions",
        "/combinations",
        "/untested",
        f"/findings?page={page[6:]}",
    ):
        answer = caller.ask("GET", path)
        assert answer.status == 200, path
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", answer.text), path


def test_every_link_leads_somewhere(full_caller):
    seen, waiting = {"/"}, ["/", "/topic", "/combinations", "/untested", "/agreement", "/decisions"]
    kinds: dict[str, int] = {}
    while waiting:
        path = waiting.pop(0)
        answer = full_caller.ask("GET", path)
        assert answer.status in {200, 307}, path
        for link in re.findall(r'href="?(/[^"\s>]*)', answer.text):
            address = link.replace("&amp;", "&").partition("#")[0]
            kind = re.sub(r"[0-9a-f]{64}|\d+-\d+|/study/[^?]*|MS\d+|from=\d+|v=\w+", "", address)
            # A few links of each kind, with all the screens they lead to.
            if address not in seen and kinds.get(kind, 0) < 3 and not address.startswith("/static"):
                kinds[kind] = kinds.get(kind, 0) + 1
                seen.add(address)
                waiting.append(address)
        inside = set(re.findall(r'href="?#([\w-]+)', answer.text)) - set(re.findall(r'\sid="?([\w-]+)', answer.text))
        assert inside == set(), path
    assert len(seen) > 15


def test_an_error_of_the_app_shows_no_trace(caller, monkeypatch):
    from manystudies.web.screens import pages

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("/home/ada/secret")

    monkeypatch.setattr(pages, "library_view", broken)
    answer = caller.ask("GET", "/pages")
    assert answer.status == 500
    assert "Traceback" not in answer.text
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers


def test_what_is_not_there_is_told_in_one_line(caller):
    for path in (
        "/nowhere",
        "/page/abc",
        "/page/" + "0" * 64,
        "/study/none?page=" + "0" * 64,
        "/rule/MS999",
        "/static/..%2fapp.py",
        "/static/../app.py",
    ):
        answer = caller.ask("GET", path)
        assert answer.status in {400, 404}, path
        assert "Traceback" not in answer.text


def test_html_of_a_source_never_runs(caller):
    hostile = (
        "# Tea <img src=x onerror=alert(1)>\n\n<script>alert(1)</script> Tea helps [legs](javascript:alert(1)) <svg onload=alert(1)>.\n"
    )
    answer = caller.post("/import", {"text": hostile, "name": '"><script>alert(2)</script>.md'})
    page = re.search(r"/page/[0-9a-f]{64}", answer.text)[0]
    for text in (
        answer.text,
        caller.ask("GET", page).text,
        caller.ask("GET", f"/findings?page={page[6:]}").text,
        caller.ask("GET", "/topic").text,
    ):
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "<svg onload" not in text
        assert 'href="javascript' not in text


def test_a_search_for_markup_is_told_as_words(caller):
    for words in ("<script>alert(1)</script>", '"', "'", "*", "a OR b NEAR(", "\x00", "%"):
        answer = caller.ask("GET", f"/search?words={quote(words)}", HX_Request="true")
        assert answer.status == 200, words
        assert "<script>alert" not in answer.text


def test_a_form_never_leads_to_another_site(caller):
    for back in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example"):
        answer = caller.post("/name", {"who": "Ada", "back": back})
        assert answer.status == 303
        assert answer.headers["location"] == "/", back


def test_a_body_announced_as_200_megabytes_is_refused_before_it_is_read(caller):
    connection = http.client.HTTPConnection("127.0.0.1", caller.port, timeout=60)
    connection.putrequest("POST", "/import")
    connection.putheader("Content-Type", "multipart/form-data; boundary=cut")
    connection.putheader("Cookie", caller.cookie)
    connection.putheader("Content-Length", str(200 * 2**20))
    connection.endheaders()
    block = b"x" * 2**20
    for _ in range(200):
        connection.send(block)
    answer = connection.getresponse()
    assert answer.status == 413
    assert "at most 64 MB" in answer.read().decode()
    connection.close()


def test_a_body_that_grows_without_saying_so_is_cut_off(caller):
    def blocks():
        yield b'--cut\r\nContent-Disposition: form-data; name="files"; filename="big.txt"\r\n\r\n'
        for _ in range(70):
            yield b"x" * 2**20
        yield b"\r\n--cut--\r\n"

    connection = http.client.HTTPConnection("127.0.0.1", caller.port, timeout=60)
    headers = {"Content-Type": "multipart/form-data; boundary=cut", "Cookie": caller.cookie}
    connection.request("POST", "/import", body=blocks(), headers=headers, encode_chunked=True)
    answer = connection.getresponse()
    assert answer.status == 413
    assert "Too large" in answer.read().decode()
    connection.close()


def zipped(*entries: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            file.writestr(name, data)
    return held.getvalue()


REFUSED = [
    ("bomb.zip", zipped(("bomb.md", b"0" * 60_000_000)), "bomb.zip"),
    ("climb.zip", zipped(("../../etc/evil.md", b"# Evil\n")), "climb"),
    ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "drawing.svg"),
    ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "photo.png"),
    ("huge.md", b"word " * (17 * 2**20 // 5), "16 MB"),
]


@pytest.mark.parametrize(("name", "data", "told"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_what_cannot_be_taken_is_refused_with_a_reason(caller, name, data, told):
    answer = caller.drop(name, data)
    line = re.search(r'role="alert">([^<]+)<', answer.text)
    assert answer.status == 400
    assert line, answer.text[-2000:]
    assert told in line[1]
    assert "Evil" not in caller.ask("GET", "/pages").text


def test_a_file_name_that_climbs_stays_a_name(caller, tmp_path):
    answer = caller.drop("../../outside.md", b"# Outside\n\nIron helped 3 of 4 people.\n")
    assert answer.status == 200
    assert "Outside" in answer.text
    assert not list(tmp_path.parent.glob("outside.md"))


def test_one_bad_file_stops_no_other(caller):
    body = b'--cut\r\nContent-Disposition: form-data; name="token"\r\n\r\n' + caller.token.encode() + b"\r\n"
    body += part("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50).removesuffix(b"--cut--\r\n")
    body += part("good.md", b"# Good\n\nIron helped 3 of 4 people.\n")
    answer = caller.send(body)
    assert answer.status == 200
    assert "photo.png" in answer.text
    assert "Good" in answer.text


def test_read_only_shows_and_changes_nothing(run_app, short_page_on_disk, tmp_path):
    run_app(short_page_on_disk)
    held = (tmp_path / "library.sqlite").read_bytes()
    shown = run_app(read_only=True)
    port = urlsplit(shown.address).port
    reader = Caller.__new__(Caller)
    reader.port = port
    page = re.search(r"/page/[0-9a-f]{64}", reader.ask("GET", "/pages").text)[0]
    text = reader.ask("GET", page).text
    assert "Accept" not in text
    assert "Read only" in text
    for path in ("/decide", "/undo", "/import", "/name", "/looked", "/sign", "/agreement", f"{page}/save"):
        answer = reader.ask("POST", path, b"who=Ada")
        assert answer.status == 403
        assert "read-only" in answer.text
    assert (tmp_path / "library.sqlite").read_bytes() == held


@pytest.mark.parametrize("fields", [
    {"about": "finding:none", "what": "accept"}, {"about": "nonsense", "what": "accept"}, {"about": "problem:x", "what": "drop table"},
    {"about": "problem:x", "what": "ignore"}, {"about": "finding:x", "what": "number", "field": "estimate", "start": "-1", "end": "x"}, {},
])  # fmt: skip
def test_a_decision_that_makes_no_sense_is_refused_and_not_kept(caller, fields):
    answer = caller.post("/decide", {**fields, "page": "0" * 64})
    assert answer.status == 400
    assert "Traceback" not in answer.text
    assert "Nobody has decided anything" in caller.ask("GET", "/decisions").text


def test_an_endless_file_name_is_told_in_a_line(caller):
    answer = caller.drop("a" * 3000 + ".bin", b"\x00\x01\x02\x03" * 40)
    assert "a" * 161 not in answer.text
    assert "aaa.bin" in answer.text
