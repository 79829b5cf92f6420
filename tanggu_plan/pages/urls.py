"""The namespace "chapters": what that app shows alone, and the pages composed of both apps.

The site's own addresses come before those of plans, whose slug would match them.
"""

from django.urls import path

from chapters.urls import urlpatterns as chapters_urls
from tanggu_plan.pages import views
from tanggu_plan.pages.feeds import EditionFeed

app_name = "chapters"

urlpatterns = [
    path("", views.home, name="home"),
    path("feed.xml", EditionFeed(), name="feed"),
    *chapters_urls,
    path("<slug:plan_slug>/", views.plan_detail, name="plan_detail"),
    path("<slug:plan_slug>/preface/", views.preface, name="preface"),
    path("<slug:plan_slug>/closing/", views.closing, name="closing"),
    path("<slug:plan_slug>/notice/", views.notice, name="notice"),
    path("<slug:plan_slug>/parts/<int:number>/", views.part_detail, name="part_detail"),
    path("<slug:plan_slug>/annexes/<int:number>/", views.annex_detail, name="annex_detail"),
    path("<slug:plan_slug>/full/", views.full_text, name="full_text"),
    path("<slug:plan_slug>/<int:chapter_number>/", views.chapter_detail, name="chapter_detail"),
    path(
        "<slug:plan_slug>/<int:chapter_number>/<int:section_number>/",
        views.section_detail,
        name="section_detail",
    ),
]
