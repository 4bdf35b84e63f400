"""Staff screens of THEME, under /manage/."""

from django.urls import URLPattern, URLResolver, include, path

import insights.converters  # noqa: F401  registers <row:…>
from insights.views import alike, bench, equality, recode, runs, themes

app_name = "insights"
_here = "themes/<row:consultation>/"
_response = f"{_here}responses/<row:response>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("themes/", themes.IndexView.as_view(), name="themes"),
    path(_here, themes.ResponsesView.as_view(), name="responses"),
    path(f"{_here}overview/", themes.OverviewView.as_view(), name="overview"),
    path(f"{_here}themes/<row:theme>/", themes.ThemeView.as_view(), name="theme"),
    path(f"{_here}codebook/", themes.CodebookView.as_view(), name="codebook"),
    path(f"{_here}who-answered/", equality.EqualityView.as_view(), name="equality"),
    path(f"{_here}same-words/", alike.AlikeView.as_view(), name="alike"),
    path(f"{_here}proposals/", include("insights.proposals.urls")),
    path(_here, include("insights.rigour.urls")),
    path(_here, include("insights.sharing.urls")),
    path(_here, include("insights.framework.urls")),
    path(_here, include("insights.handover.urls")),
    path(_here, include("insights.search.urls")),
    path(_here, include("insights.notes.urls")),
    path(_here, include("insights.quotes.urls")),
    path(f"{_here}suggest/", runs.SuggestView.as_view(), name="suggest"),
    path(f"{_here}run/", runs.RunView.as_view(), name="run"),
    path(f"{_here}run/stop/", runs.StopView.as_view(), name="stop"),
    path(_response, bench.BenchView.as_view(), name="bench"),
    path(f"{_response}accept/<row:theme>/", bench.AcceptView.as_view(), name="accept"),
    path(f"{_response}reject/<row:theme>/", bench.RejectView.as_view(), name="reject"),
    path(f"{_response}undo/<row:pk>/", bench.UndoView.as_view(), name="undo"),
    path(f"{_response}undo/", bench.UndoLastView.as_view(), name="undo_last"),
    path(f"{_response}change/<row:theme>/", recode.RecodeView.as_view(), name="recode"),
    path(f"{_response}add/", bench.AddView.as_view(), name="add"),
    path(f"{_response}read/", bench.ReadView.as_view(), name="read"),
    path("", include("insights.charts.urls")),
    path(_here, include("insights.heard.urls")),
    path("packs/<row:pk>/brief/", include("insights.briefs.urls")),
    path("packs/<row:pk>/posters/", include("insights.notices.urls")),
    path("packs/", include("insights.packs.urls")),
    path("decisions/", include("insights.followups.urls")),
    path("bodies/", include("insights.bodies.urls")),
    path("codebooks/", include("insights.codebook.urls")),
]
