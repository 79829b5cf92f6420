from django.urls import path, re_path, register_converter

from indicators import views
from indicators.commitments import views as commitments
from indicators.days import DayConverter
from indicators.evaluation import views as evaluation
from indicators.open_data import views as open_data

register_converter(DayConverter, "day")

app_name = "indicators"

urlpatterns = [
    path("<slug:plan_slug>/indicators/", views.indicator_list, name="indicator_list"),
    path("<slug:plan_slug>/indicators/chart.svg", views.index_svg, name="index_svg"),
    path(
        "<slug:plan_slug>/indicators/<int:number>/", views.indicator_detail, name="indicator_detail"
    ),
    path("<slug:plan_slug>/commitments/", commitments.commitment_list, name="commitment_list"),
    path(
        "<slug:plan_slug>/commitments/<int:number>/",
        commitments.commitment_detail,
        name="commitment_detail",
    ),
    path("<slug:plan_slug>/data/", open_data.data_page, name="data"),
    re_path(
        r"^(?P<plan_slug>[-\w]+)/data/(?P<table>indicators|measurements|commitments)"
        r"\.(?P<suffix>csv|xlsx|json|schema\.json)\Z",
        open_data.data_file,
        name="data_file",
    ),
    path(
        "<slug:plan_slug>/indicators/<int:number>/chart.svg",
        views.indicator_svg,
        name="indicator_svg",
    ),
    path("<slug:plan_slug>/evaluation/", evaluation.evaluation_today, name="evaluation"),
    path(
        "<slug:plan_slug>/evaluation/<day:day>/",
        evaluation.evaluation_as_at,
        name="evaluation_on",
    ),
    path(
        "<slug:plan_slug>/evaluation/<day:day>/report.pdf",
        evaluation.evaluation_pdf,
        name="evaluation_pdf",
    ),
    path(
        "<slug:plan_slug>/evaluation/<day:day>/report.xlsx",
        evaluation.evaluation_xlsx,
        name="evaluation_xlsx",
    ),
]
