"""Below /manage/pay/."""

from django.urls import path

from consultations.panels.pay.staff import (
    custody_views,
    fee_views,
    payee_views,
    run_views,
    setup_views,
    views,
)

app_name = "pay"
urlpatterns = [
    path("", views.pay, name="list"),
    path("fee/<int:pk>/", fee_views.fee, name="fee"),
    path("fee/<int:pk>/choose/", fee_views.choose, name="choose"),
    path("fee/<int:pk>/governor/", fee_views.governor, name="governor"),
    path("fee/<int:pk>/<slug:name>/", fee_views.act, name="fee_act"),
    path("advice/<int:pk>/", fee_views.advice, name="advice"),
    path("letter/<int:pk>/<slug:kind>/", fee_views.letter, name="letter"),
    path("offer/<int:pk>/<slug:kind>/", fee_views.offer, name="offer"),
    path("year/<int:pk>/<int:year>/<slug:kind>/", fee_views.year, name="year"),
    path("expense/new/<int:pk>/", views.new_expense, name="new_expense"),
    path("expense/<int:pk>/", views.expense, name="expense"),
    path("expense/<int:pk>/agreed/", custody_views.cost, name="cost_governor"),
    path("expense/<int:pk>/<slug:name>/", views.expense_act, name="expense_act"),
    path("custody/<int:pk>/", custody_views.custody, name="custody"),
    path("card/<int:pk>/", setup_views.cards, name="cards"),
    path("card/<int:pk>/write/", setup_views.card, name="card"),
    path("card/<int:pk>/publish/", setup_views.publish, name="publish"),
    path("budget/<int:pk>/", setup_views.budget, name="budget"),
    path("area/<int:pk>/", setup_views.terms, name="terms"),
    path("area/<int:pk>/limit/", setup_views.limit, name="limit"),
    path("limit/<int:pk>/drop/", setup_views.drop, name="drop_limit"),
    path("runs/", run_views.runs, name="runs"),
    path("runs/make/", run_views.make, name="make_run"),
    path("runs/<int:pk>/", run_views.run, name="run"),
    path("runs/<int:pk>/export/", run_views.export, name="export"),
    path("runs/<int:pk>/<slug:name>/", run_views.act, name="run_act"),
    path("payees/", payee_views.payees, name="payees"),
    path("payees/left/<slug:kind>/<int:pk>/", payee_views.of_gone, name="paper_of_gone"),
    path("payees/<int:pk>/", payee_views.payee, name="payee"),
    path("payees/<int:pk>/checked/", payee_views.checked, name="checked"),
    path("payees/<int:pk>/paper/", payee_views.paper, name="paper"),
    path("payees/<int:pk>/form.pdf", payee_views.form_to_print, name="paper_form"),
]
