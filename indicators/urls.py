from django.urls import path, re_path, register_converter

from indicators import commitment_views, data_views, evaluation_views, views
from indicators.days import DayConverter

register_converter(DayConverter, "day")

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
    path("<slug:plan_slug>/data/", data_views.data_page, name="data"),
    re_path(
        r"^(?P<plan_slug>[-\w]+)/data/(?P<table>indicators|measurements|commitments)"
        r"\.(?P<suffix>csv|xlsx|json|schema\.json)\Z",
        data_views.data_file,
        name="data_file",
    ),
    path(
        "<slug:plan_slug>/indicators/<int:number>/chart.svg",
        views.indicator_svg,
        name="indicator_svg",
    ),
    path("<slug:plan_slug>/evaluation/", evaluation_views.evaluation_today, name="evaluation"),
    path(
        "<slug:plan_slug>/evaluation/<day:day>/",
        evaluation_views.evaluation_as_at,
        name="evaluation_on",
    ),
    path(
        "<slug:plan_slug>/evaluation/<day:day>/report.pdf",
        evaluation_views.evaluation_pdf,
        name="evaluation_pdf",
    ),
    path(
        "<slug:plan_slug>/evaluation/<day:day>/report.xlsx",
        evaluation_views.evaluation_xlsx,
        name="evaluation_xlsx",
    ),
]
