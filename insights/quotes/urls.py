"""Addresses of the bank of quotes, under those of its consultation."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.quotes import add_views, views

urlpatterns = [
    path("quotes/", views.BankView.as_view(), name="quotes"),
    path("quotes/find/", add_views.CandidatesView.as_view(), name="quote_candidates"),
    path("quotes/add/", add_views.AddView.as_view(), name="add_quote"),
    path("quotes/<row:quote>/", views.QuoteView.as_view(), name="quote"),
    path("quotes/<row:quote>/remove/", views.RemoveView.as_view(), name="remove_quote"),
    path("responses/<row:response>/quote/", add_views.ChooseView.as_view(), name="choose_quote"),
]
