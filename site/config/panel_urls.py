"""Every address as a page of panel members sees it: its own door, its own pages, and the public's.

Staff's are not among them: "log in" there means her door, not theirs.
"""

from django.conf import settings
from django.urls import include, path

from config.urls import Routes, public

urlpatterns: Routes = []
if settings.SURFACE in {"all", "panel"}:  # elsewhere its pages have names and no answer
    urlpatterns += [
        path("panel/login/", include("accounts.members.urls")),
        path("panel/", include("consultations.panels.urls")),
    ]
if settings.SURFACE == "all":
    urlpatterns += public()
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"
