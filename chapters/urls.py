from django.urls import path

from chapters.editions import views as editions
from chapters.editions.verify import verify
from chapters.finding import views as finding
from chapters.reading import views as reading
from tanggu_plan.pages import views as pages
from tanggu_plan.pages.feeds import EditionFeed

app_name = "chapters"

urlpatterns = [
    path("", pages.home, name="home"),
    path("verify/", verify, name="verify"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("help/", reading.reading_help, name="help"),
    path("feed.xml", EditionFeed(), name="feed"),
    path("search/", finding.search_newest, name="search_newest"),
    path("<slug:plan_slug>/", pages.plan_detail, name="plan_detail"),
    path("<slug:plan_slug>/preface/", pages.preface, name="preface"),
    path("<slug:plan_slug>/closing/", pages.closing, name="closing"),
    path("<slug:plan_slug>/full/", pages.full_text, name="full_text"),
    path("<slug:plan_slug>/plan.pdf", pages.plan_pdf, name="plan_pdf"),
    path("<slug:plan_slug>/data/plan.json", pages.plan_json, name="plan_json"),
    path("<slug:plan_slug>/editions/", editions.edition_list, name="edition_list"),
    path(
        "<slug:plan_slug>/editions/<int:number>/",
        editions.edition_detail,
        name="edition_detail",
    ),
    path(
        "<slug:plan_slug>/editions/<int:number>/changes/",
        editions.edition_changes,
        name="edition_changes",
    ),
    path(
        "<slug:plan_slug>/editions/<int:number>/plan.pdf",
        editions.edition_pdf,
        name="edition_pdf",
    ),
    path(
        "<slug:plan_slug>/editions/<int:number>/plan.json",
        editions.edition_json,
        name="edition_json",
    ),
    path("<slug:plan_slug>/search/", finding.search_plan, name="search"),
    path("<slug:plan_slug>/matters/", finding.matter_list, name="matter_list"),
    path(
        "<slug:plan_slug>/matters/<int:number>/",
        finding.matter_detail,
        name="matter_detail",
    ),
    path("<slug:plan_slug>/errata/", editions.errata, name="errata"),
    path("<slug:plan_slug>/errata/source.txt", editions.errata_source, name="errata_source"),
    path("<slug:plan_slug>/<int:chapter_number>/", pages.chapter_detail, name="chapter_detail"),
    path(
        "<slug:plan_slug>/<int:chapter_number>/chapter.pdf", pages.chapter_pdf, name="chapter_pdf"
    ),
    path(
        "<slug:plan_slug>/<int:chapter_number>/<int:section_number>/",
        pages.section_detail,
        name="section_detail",
    ),
    path("<path:page>/qr.svg", reading.page_qr_code, name="page_qr_code"),
]
