"""Addresses of double coding, quiet voices and sign-off, under those of their consultation."""

from django.urls import path

import insights.converters  # noqa: F401  registers <row:…>
from insights.rigour import compare_views as comparison
from insights.rigour import settle_views as settling
from insights.rigour import sign_views as signing
from insights.rigour import views

_sample = "double-coding/<row:sample>/"

urlpatterns = [
    path("double-coding/", views.DoubleCodingView.as_view(), name="double_coding"),
    path("double-coding/draw/", views.DrawView.as_view(), name="draw_sample"),
    path("double-coding/method/", views.MethodView.as_view(), name="method"),
    path("double-coding/to-code/", views.SampleView.as_view(), name="sample"),
    path(
        "double-coding/to-code/<row:response>/done/", views.DoneView.as_view(), name="sample_done"
    ),
    path(_sample, comparison.ComparisonView.as_view(), name="comparison"),
    path(f"{_sample}compare/", views.CompareView.as_view(), name="compare_sample"),
    path(f"{_sample}take-back/", views.TakeBackView.as_view(), name="take_back_sample"),
    path(f"{_sample}settle/<row:response>/", settling.SettleView.as_view(), name="settle"),
    path("quiet-voices/", signing.QuietVoicesView.as_view(), name="quiet_voices"),
    path("quiet-voices/<row:theme>/", signing.QuietVoiceView.as_view(), name="quiet_voice"),
    path("sign-off/", signing.SignOffView.as_view(), name="sign_off"),
    path("sign-off/take/", signing.TakeStepView.as_view(), name="take_step"),
    path("sign-off/reopen/", signing.ReopenView.as_view(), name="reopen_coding"),
]
