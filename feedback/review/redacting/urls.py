from django.urls import path

from feedback.review.redacting import again_views, check_views, phrase_views, translation_views

urlpatterns = [
    path("read/", again_views.read, name="read"),
    path("read/<int:pk>/", again_views.again, name="again"),
    path("read/<int:pk>/undo/", again_views.undo, name="undo"),
    path("checks/", check_views.checks, name="checks"),
    path("checks/<int:pk>/", check_views.check, name="check"),
    path("names/", phrase_views.names, name="names"),
    path("names/<int:pk>/remove/", phrase_views.remove_name, name="remove_name"),
    path("translations/", translation_views.translations, name="translations"),
    path("translations/<int:pk>/", translation_views.translation, name="translation"),
]
