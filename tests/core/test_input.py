import pytest
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.test import RequestFactory

from busan_se.core.input import InputMiddleware

FORM = "application/x-www-form-urlencoded"


def passes(request) -> bool:
    try:
        return InputMiddleware(lambda _request: HttpResponse())(request).status_code == 200
    except BadRequest:
        return False


@pytest.mark.parametrize("query", ["q=%EB%B9%B5", "q=빵", "q=a%26b", "", "q=100%"])
def test_ordinary_queries_pass(query):
    assert passes(RequestFactory().get("/?" + query))


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=a%00b", "q=%C0%AF", "q=%BB%A7", "q=%ED%A0%80", "%FF=1"],
    ids=["nul", "nul inside", "overlong", "cp949", "surrogate", "name"],
)
def test_broken_queries_are_refused(query):
    assert not passes(RequestFactory().get("/?" + query))


def test_a_nul_in_the_path_is_refused():
    assert not passes(RequestFactory().get("/programs/a%00b/"))


def test_a_nul_in_a_cookie_is_refused():
    request = RequestFactory().get("/")
    request.COOKIES["sessionid"] = "abcdefgh\0"
    assert not passes(request)


@pytest.mark.parametrize(
    ("body", "fine"), [(b"a=%EB%B9%B5", True), (b"a=%00", False), (b"a=\xff", False), (b"a=%C0%80", False)]
)
def test_form_bodies(body, fine):
    assert passes(RequestFactory().post("/", body, content_type=FORM)) is fine


@pytest.mark.parametrize(("value", "fine"), [("빵", True), ("a\0b", False)])
def test_multipart_fields(value, fine):
    assert passes(RequestFactory().post("/", {"a": value})) is fine


def test_broken_utf8_in_multipart_is_refused():
    body = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xbb\xa7\r\n--b--\r\n'
    assert not passes(RequestFactory().post("/", body, content_type="multipart/form-data; boundary=b"))


@pytest.mark.django_db
def test_the_answer_is_a_page_that_says_what_to_do(client):
    response = client.get("/my/inbox/?q=%00")
    assert response.status_code == 400
    assert "<h1" in response.content.decode()


@pytest.mark.django_db
def test_a_wrong_host_is_no_error_of_ours(client):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.django_db
def test_too_large_a_form_says_so(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = client.post("/my/inbox/read/", "a=" + "x" * 2000, content_type=FORM)
    assert response.status_code == 413
    assert "너무 큽니다" in response.content.decode()


@pytest.mark.django_db
def test_a_multipart_form_that_is_far_too_large_says_so(client):
    body = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n'
    response = client.post(
        "/my/inbox/read/", body, content_type="multipart/form-data; boundary=b", CONTENT_LENGTH=str(600 * 1024 * 1024)
    )
    assert response.status_code == 413
