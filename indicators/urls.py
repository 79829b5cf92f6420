from django.urls import path

from indicators import views

app_name = "indicators"

urlpatterns = [
    path("<slug:plan_slug>/indicators/", views.indicator_list, name="indicator_list"),
    path(
        "<slug:plan_slug>/indicators/<int:number>/", views.indicator_detail, name="indicator_detail"
    ),
]
