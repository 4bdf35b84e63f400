"""Addresses under /manage/packs/<pack>/brief/."""

from django.urls import path

from insights.briefs import views

urlpatterns = [
    path("", views.BriefView.as_view(), name="brief"),
    path("anew/", views.AnewView.as_view(), name="brief_anew"),
    path("give/", views.GiveView.as_view(), name="give_brief"),
    path("preview/", views.PageView.as_view(), name="brief_preview"),
    path("preview.pdf", views.FileView.as_view(), name="brief_preview_pdf"),
    path("given/", views.GivenView.as_view(), name="brief_given"),
    path("given.pdf", views.GivenFileView.as_view(), name="brief_given_pdf"),
]
