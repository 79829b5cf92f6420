from django.urls import path

from indicators import commitment_views, views

app_name = "indicators"

urlpatterns = [
    path("<slug:plan_slug>/indicators/", views.indicator_list, name="indicator_list"),
    path(
        "<slug:plan_slug>/indicators/<int:number>/", views.indicator_detail, name="indicator_detail"
    ),
    path("<slug:plan_slug>/commitments/", commitment_views.commitment_list, name="commitment_list"),
    path(
        "<slug:plan_slug>/commitments/<int:number>/",
        commitment_views.commitment_detail,
        name="commitment_detail",
    ),
]
