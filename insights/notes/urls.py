"""Addresses of memos, marks and words that are pointed at, under a consultation."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.notes import memo_views as memos
from insights.notes import passage_views as passages

_response = "responses/<row:response>/"

urlpatterns = [
    path("memos/", memos.MemosView.as_view(), name="memos"),
    path("memos/write/", memos.WriteView.as_view(), name="write_memo"),
    path("memos/<row:memo>/", memos.ChangeView.as_view(), name="change_memo"),
    path("memos/<row:memo>/delete/", memos.DeleteView.as_view(), name="delete_memo"),
    path("themes/<row:theme>/memo/", memos.WriteOnThemeView.as_view(), name="memo_on_theme"),
    path(f"{_response}memo/", memos.WriteOnResponseView.as_view(), name="memo_on_response"),
    path(f"{_response}mark/", passages.MarkView.as_view(), name="mark"),
    path(f"{_response}point/", passages.PointView.as_view(), name="point"),
    path(f"{_response}point/<row:passage>/remove/", passages.UnpointView.as_view(), name="unpoint"),
]
