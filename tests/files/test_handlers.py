import tracemalloc
from io import RawIOBase

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import RequestFactory

from busan_se.files.handlers import OversizedUpload

MB = 1024 * 1024
HEAD = (
    b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nplan\r\n'
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="big.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
)
TAIL = b"\r\n--b--\r\n"


class Body(RawIOBase):
    """A body of any length that is never in memory as a whole."""

    def __init__(self, size: int) -> None:
        self.parts = [HEAD, size, TAIL]
        self.length = len(HEAD) + size + len(TAIL)

    def read(self, size: int = -1) -> bytes:
        while self.parts:
            part = self.parts[0]
            if isinstance(part, int):
                taken = min(size, part)
                self.parts[0] = part - taken
                if not self.parts[0]:
                    self.parts.pop(0)
                if taken:
                    return b"x" * taken
            else:
                self.parts[0] = part[size:]
                if not self.parts[0]:
                    self.parts.pop(0)
                return part[:size]
        return b""


def posted(size: int, announced: int | None = None):
    body = Body(size)
    request = RequestFactory().generic("POST", "/", b"-", content_type="multipart/form-data; boundary=b")
    request.META["CONTENT_LENGTH"] = str(announced or body.length)
    request._stream, request._read_started = body, False
    return request


def test_a_file_within_the_limit_arrives():
    request = posted(3 * MB)
    assert request.FILES["file"].size == 3 * MB
    assert request.POST["title"] == "plan"


def test_too_large_a_file_leaves_its_name_and_the_rest_of_the_form():
    request = posted(21 * MB)
    assert isinstance(request.FILES["file"], OversizedUpload)
    assert (request.FILES["file"].name, request.FILES["file"].size) == ("big.pdf", 21 * MB)
    assert request.POST["title"] == "plan"


@pytest.mark.slow
def test_200_mb_take_no_memory_and_no_disk():
    request = posted(200 * MB)
    tracemalloc.start()
    upload = request.FILES["file"]
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(upload, OversizedUpload)
    assert peak < 8 * MB


def test_far_too_large_a_request_is_not_read_at_all():
    request = posted(1, announced=600 * MB)
    with pytest.raises(RequestDataTooBig):
        request.POST  # noqa: B018


def test_many_files_share_a_limit(settings):
    settings.UPLOAD_MAX_BYTES = 1000
    part = b'--b\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n' + b"x" * 900 + b"\r\n"
    request = RequestFactory().post("/", part * 7 + b"--b--\r\n", content_type="multipart/form-data; boundary=b")
    oversized = [isinstance(file, OversizedUpload) for file in request.FILES.getlist("f")]
    assert oversized == [False] * 5 + [True] * 2
