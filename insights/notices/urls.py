"""Addresses under /manage/packs/<pack>/posters/."""

from django.urls import path

from insights.notices import views

urlpatterns = [
    path("", views.PostersView.as_view(), name="posters"),
    path("telling/<slug:form>/", views.TellingView.as_view(), name="telling"),
    path("<slug:name>.pdf", views.NoticeFileView.as_view(), name="notice"),
]
