"""Staff screens of THEME, under /manage/."""

from django.urls import URLPattern, URLResolver, include, path

from insights.views import bench, themes

app_name = "insights"
_here = "themes/<int:consultation>/"
_response = f"{_here}responses/<int:response>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("themes/", themes.IndexView.as_view(), name="themes"),
    path(_here, themes.ResponsesView.as_view(), name="responses"),
    path(f"{_here}overview/", themes.OverviewView.as_view(), name="overview"),
    path(f"{_here}themes/<int:theme>/", themes.ThemeView.as_view(), name="theme"),
    path(f"{_here}codebook/", themes.CodebookView.as_view(), name="codebook"),
    path(f"{_here}suggest/", themes.SuggestView.as_view(), name="suggest"),
    path(_response, bench.BenchView.as_view(), name="bench"),
    path(f"{_response}accept/<int:pk>/", bench.AcceptView.as_view(), name="accept"),
    path(f"{_response}reject/<int:pk>/", bench.RejectView.as_view(), name="reject"),
    path(f"{_response}undo/<int:pk>/", bench.UndoView.as_view(), name="undo"),
    path(f"{_response}add/", bench.AddView.as_view(), name="add"),
    path(f"{_response}read/", bench.ReadView.as_view(), name="read"),
    path("packs/", include("insights.packs.urls")),
]
