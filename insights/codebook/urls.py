"""Addresses of codebooks, under /manage/codebooks/."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.codebook import change_views as changes
from insights.codebook import views

app_name = "codebook"
_book = "<row:codebook>/"
_theme = f"{_book}themes/<row:theme>/"

urlpatterns = [
    path("", views.ListView.as_view(), name="list"),
    path(_book, views.CodebookView.as_view(), name="codebook"),
    path(f"{_book}add/", changes.AddView.as_view(), name="add"),
    path(f"{_book}history/", views.HistoryView.as_view(), name="history"),
    path(f"{_book}history/<row:change>/undo/", views.UndoView.as_view(), name="undo"),
    path(f"{_book}versions/", views.VersionsView.as_view(), name="versions"),
    path(_theme, views.ThemeView.as_view(), name="theme"),
    path(f"{_theme}edit/", changes.EditView.as_view(), name="edit"),
    path(f"{_theme}move/", changes.MoveView.as_view(), name="move"),
    path(f"{_theme}merge/", changes.MergeView.as_view(), name="merge"),
    path(f"{_theme}split/", changes.SplitView.as_view(), name="split"),
    path(f"{_theme}retire/", changes.RetireView.as_view(), name="retire"),
    path(f"{_theme}restore/", changes.RestoreView.as_view(), name="restore"),
    path(f"{_theme}names/", changes.NamesView.as_view(), name="names"),
]
