"""Whom a consultation has not heard, under its address."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.heard import views

urlpatterns = [path("who-we-heard/", views.HeardView.as_view(), name="heard")]
