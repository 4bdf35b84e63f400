"""Pages of a member about pay, below /panel/pay/."""

from django.urls import path

from consultations.panels.pay import paper_views, views

urlpatterns = [
    path("", views.pay, name="pay"),
    path("fee/<int:pk>/", views.fee, name="pay_fee"),
    path("fee/<int:pk>/<slug:name>/", views.act, name="pay_act"),
    path("expense/", views.expense, name="pay_expense"),
    path("expense/<int:pk>/way/", views.expense_way, name="pay_expense_way"),
    path("expense/<int:pk>/came/<slug:name>/", views.expense_came, name="pay_expense_came"),
    path("expense/<int:pk>/back/", views.take_back, name="pay_take_back"),
    path("account/", views.details, name="pay_details"),
    path("year/<int:year>/", paper_views.year, name="pay_year"),
    path("year/<int:year>/copy.<slug:kind>", paper_views.year_file, name="pay_year_file"),
    path("letter/meeting/<int:pk>.<slug:kind>", paper_views.offer, name="pay_offer"),
    path("letter/office.<slug:kind>", paper_views.jobcentre, name="pay_letter"),
]
