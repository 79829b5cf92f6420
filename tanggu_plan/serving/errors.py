"""Error pages. They touch neither database nor session, so that they work when those fail."""

from django.shortcuts import render

LONGEST_ADDRESS = 16_000  # characters; most servers in front of us refuse less


def server_error(request):
    return render(request, "500.html", status=500)


def refuse_long_addresses(get_response):
    def middleware(request):
        if len(request.get_full_path()) > LONGEST_ADDRESS:
            return render(request, "414.html", status=414)
        return get_response(request)

    return middleware
