"""Uploaded words stay in memory: Django would write a large file to a temporary one."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler


class MemoryOnly(MemoryFileUploadHandler):
    """Takes a file up to FILE_UPLOAD_MAX_MEMORY_SIZE; a larger one is read past and dropped."""

    activated = True  # Django decides when a file begins; a post of another kind has none

    @property
    def was_too_large(self) -> bool:
        return not self.activated

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        if self.activated:
            return super().receive_data_chunk(raw_data, start)
        return None
