"""Addresses of handing over, under those of their consultation."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.handover import card_views, paragraph_views, views

urlpatterns = [
    path("hand-over/", views.HandOverView.as_view(), name="hand_over"),
    path("hand-over/make/", views.MakeView.as_view(), name="make_hand_over"),
    path("hand-over/codebook/", views.CodebookFileView.as_view(), name="hand_over_codebook"),
    path("hand-over/<row:pk>/told/", views.ToldView.as_view(), name="hand_over_told"),
    path("hand-over/cards/", card_views.CardsView.as_view(), name="quote_cards"),
    path("hand-over/cards/print/", card_views.PrintCardsView.as_view(), name="print_cards"),
    path("paragraph/", paragraph_views.ParagraphView.as_view(), name="paragraph"),
    path("paragraph/<row:theme>/", paragraph_views.ParagraphView.as_view(), name="theme_paragraph"),
]
