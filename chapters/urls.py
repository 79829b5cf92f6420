from django.urls import path

from chapters import finding_views, reading_views, record_views, views
from chapters.feeds import EditionFeed
from chapters.verify import verify

app_name = "chapters"

urlpatterns = [
    path("", views.home, name="home"),
    path("verify/", verify, name="verify"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("help/", reading_views.reading_help, name="help"),
    path("feed.xml", EditionFeed(), name="feed"),
    path("search/", finding_views.search_newest, name="search_newest"),
    path("<slug:plan_slug>/", views.plan_detail, name="plan_detail"),
    path("<slug:plan_slug>/preface/", views.preface, name="preface"),
    path("<slug:plan_slug>/closing/", views.closing, name="closing"),
    path("<slug:plan_slug>/full/", views.full_text, name="full_text"),
    path("<slug:plan_slug>/plan.pdf", views.plan_pdf, name="plan_pdf"),
    path("<slug:plan_slug>/data/plan.json", views.plan_json, name="plan_json"),
    path("<slug:plan_slug>/editions/", record_views.edition_list, name="edition_list"),
    path(
        "<slug:plan_slug>/editions/<int:number>/",
        record_views.edition_detail,
        name="edition_detail",
    ),
    path(
        "<slug:plan_slug>/editions/<int:number>/changes/",
        record_views.edition_changes,
        name="edition_changes",
    ),
    path(
        "<slug:plan_slug>/editions/<int:number>/plan.pdf",
        record_views.edition_pdf,
        name="edition_pdf",
    ),
    path(
        "<slug:plan_slug>/editions/<int:number>/plan.json",
        record_views.edition_json,
        name="edition_json",
    ),
    path("<slug:plan_slug>/search/", finding_views.search_plan, name="search"),
    path("<slug:plan_slug>/matters/", finding_views.matter_list, name="matter_list"),
    path(
        "<slug:plan_slug>/matters/<int:number>/",
        finding_views.matter_detail,
        name="matter_detail",
    ),
    path("<slug:plan_slug>/errata/", record_views.errata, name="errata"),
    path("<slug:plan_slug>/errata/source.txt", record_views.errata_source, name="errata_source"),
    path("<slug:plan_slug>/<int:chapter_number>/", views.chapter_detail, name="chapter_detail"),
    path(
        "<slug:plan_slug>/<int:chapter_number>/chapter.pdf", views.chapter_pdf, name="chapter_pdf"
    ),
    path(
        "<slug:plan_slug>/<int:chapter_number>/<int:section_number>/",
        views.section_detail,
        name="section_detail",
    ),
    path("<path:page>/qr.svg", reading_views.page_qr_code, name="page_qr_code"),
]
