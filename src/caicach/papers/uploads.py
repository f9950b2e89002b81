"""Uploads are counted while they come in: what is above the limit is never on the disk, whatever the page."""

from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

IN_MEMORY = 2 * 1024 * 1024


class TooLarge(UploadedFile):
    """A file that was above the limit: its name only."""


class CountedUpload(FileUploadHandler):
    """Keeps each uploaded file in memory, beyond two megabytes in an unnamed file, and drops it above the limit.

    What was dropped stands among the request's files as `TooLarge`, so that the page can say so in words. Of those
    who have not signed in every file is dropped.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        user = getattr(self.request, "user", None)
        self.size, self.dropped = 0, user is None or not user.is_authenticated
        self.file: Any = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed with the request)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Some more of it."""
        del start
        self.size += len(raw_data)
        if self.dropped:
            return
        if self.size > settings.FILE_LIMIT:
            self.dropped = True
            self.file.close()
            return
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        """The whole of it, or that it was too large."""
        del file_size
        if self.dropped:
            return TooLarge(file=None, name=self.file_name, size=self.size)
        self.file.seek(0)
        return UploadedFile(self.file, self.file_name, self.content_type, self.size, self.charset)

    def upload_interrupted(self) -> None:
        """The sender is gone."""
        if hasattr(self, "file"):
            self.file.close()
