from django.urls import path, re_path

from indicators import commitment_views, data_views, views

app_name = "indicators"

urlpatterns = [
    path("<slug:plan_slug>/indicators/", views.indicator_list, name="indicator_list"),
    path("<slug:plan_slug>/indicators/chart.svg", views.index_svg, name="index_svg"),
    path(
        "<slug:plan_slug>/indicators/<int:number>/", views.indicator_detail, name="indicator_detail"
    ),
    path("<slug:plan_slug>/commitments/", commitment_views.commitment_list, name="commitment_list"),
    path(
        "<slug:plan_slug>/commitments/<int:number>/",
        commitment_views.commitment_detail,
        name="commitment_detail",
    ),
    path(
        "<slug:plan_slug>/indicators/<int:number>/chart.svg",
        views.indicator_svg,
        name="indicator_svg",
    ),
    path("<slug:plan_slug>/data/", data_views.data_page, name="data"),
    re_path(
        r"^(?P<plan_slug>[-\w]+)/data/(?P<table>indicators|measurements|commitments)"
        r"\.(?P<suffix>csv|xlsx|json|schema\.json)\Z",
        data_views.data_file,
        name="data_file",
    ),
]
