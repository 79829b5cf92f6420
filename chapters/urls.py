from django.urls import path

from chapters.editions import views as editions
from chapters.editions.verify import verify
from chapters.errata import views as errata
from chapters.figures import views as figures
from chapters.finding import views as finding
from chapters.reading import views as reading

# In the namespace "chapters", which tanggu_plan.pages.urls makes: it adds the pages of text.
urlpatterns = [
    path("verify/", verify, name="verify"),
    path("accessibility/", reading.accessibility, name="accessibility"),
    path("help/", reading.reading_help, name="help"),
    path("figures/<str:name>", figures.picture, name="picture"),
    path("search/", finding.search_newest, name="search_newest"),
    path("<slug:plan_slug>/plan.pdf", editions.plan_pdf, name="plan_pdf"),
    path("<slug:plan_slug>/data/plan.json", editions.plan_json, name="plan_json"),
    path("<slug:plan_slug>/editions/", editions.edition_list, name="edition_list"),
    path("<slug:plan_slug>/editions/<int:number>/", editions.edition_detail, name="edition_detail"),
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
    path("<slug:plan_slug>/matters/<int:number>/", finding.matter_detail, name="matter_detail"),
    path("<slug:plan_slug>/errata/", errata.errata, name="errata"),
    path("<slug:plan_slug>/errata/source.txt", errata.errata_source, name="errata_source"),
    path(
        "<slug:plan_slug>/<int:chapter_number>/chapter.pdf",
        editions.chapter_pdf,
        name="chapter_pdf",
    ),
    path("<path:page>/qr.svg", reading.page_qr_code, name="page_qr_code"),
]
