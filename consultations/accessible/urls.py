from django.urls import path

from consultations.accessible import staff_views

urlpatterns = [
    path("", staff_views.table, name="versions"),
    path("<int:pk>/", staff_views.one, name="versions_of"),
    path("<int:pk>/large-print/", staff_views.large_print, name="version_large_print"),
    path("<int:pk>/<str:kind>/", staff_views.not_needed, name="version_not_needed"),
]
