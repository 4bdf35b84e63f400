from django.urls import path, re_path

from feedback import asides, draft_views, kiosk_views, receipt_views, views
from feedback.contact import views as contact_views
from feedback.equality import views as about_you

app_name = "feedback"
urlpatterns = [
    path("form/<slug:slug>/", views.answer, name="start"),
    path("form/<slug:slug>/easy/", views.start_easy, name="start_easy"),
    path("form/<slug:slug>/done/", about_you.done, name="done"),
    path("about-you/<slug:slug>/", about_you.about_you, name="about_you"),
    path("kiosk/<str:token>/", kiosk_views.kiosk, name="kiosk"),
    path("contact/", contact_views.contact, name="contact"),
    path("leave/", views.leave, name="leave"),
    re_path("^aside/(?P<to>help|safety|lost)/$", asides.aside, name="aside"),
    path("onward/", views.onward, name="onward"),
    path("staying-safe/", views.safety, name="safety"),
    path("your-words/", receipt_views.your_words, name="receipt"),
    path("lost-words/", receipt_views.lost_words, name="lost"),
    path("carry-on/", draft_views.carry_on, name="carry_on"),
]
