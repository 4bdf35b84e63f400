"""Addresses under /manage/packs/."""

from django.urls import include, path

import insights.converters  # noqa: F401  registers <row:…>
from insights.packs import views
from insights.packs.file_views import FILES, EditionFileView

app_name = "packs"
urlpatterns = [
    path("", views.PackListView.as_view(), name="list"),
    path("start/<row:pk>/", views.StartView.as_view(), name="start"),
    path("<row:pk>/", views.PackView.as_view(), name="pack"),
    path("<row:pk>/edit/", views.EditView.as_view(), name="edit"),
    path("<row:pk>/sign/", views.SignView.as_view(), name="sign"),
    path("<row:pk>/signing/", views.SigningView.as_view(), name="signing"),
    path("<row:pk>/publish/", views.PublishView.as_view(), name="publish"),
    path("<row:pk>/", include("insights.findings.urls")),
    path("<row:pk>/<str:edition>/", views.EditionView.as_view(), name="edition"),
    *(
        path(f"<row:pk>/<str:edition>.{kind}", EditionFileView.as_view(kind=kind), name=kind)
        for kind in FILES
    ),
]
