"""Uploads are counted while they come in: what is too large is thrown away byte by byte, never kept."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

# A request up to this size is read to its end (and thrown away), so that the form comes back with everything typed and
# the message beside the file; above it the connection is not worth keeping.
_LONGEST_READ = 512 * 1024 * 1024
# All files of one request together.
_FILES_AT_ONCE = 5


class OversizedUpload(UploadedFile):
    """Stands in a form for an upload that was too large: it has a name and no content."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(file=None, name=name, size=size)


class QuotaUploadHandler(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file as long as it is within UPLOAD_MAX_BYTES, then only counts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.received = 0
        self.oversized = False

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:
        """Refuse a request that is not even worth reading. Raises RequestDataTooBig."""
        if content_length > _LONGEST_READ:
            raise RequestDataTooBig("The request is far larger than any upload may be.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.oversized = False
        self.written = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        self.written += len(raw_data)
        limit = settings.UPLOAD_MAX_BYTES
        if not self.oversized and (self.written > limit or self.received > _FILES_AT_ONCE * limit):
            self.oversized = True
            self.file.close()  # deletes the temporary file
        if not self.oversized:
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.oversized:
            return OversizedUpload(self.file_name or "", file_size)
        return super().file_complete(file_size)
