"""Error pages. They touch neither database nor session, so that they work when those fail."""

from django.shortcuts import render


def not_found(request, exception):
    return render(request, "404.html", status=404)


def server_error(request):
    return render(request, "500.html", status=500)
