"""Idle log-out: a session ends after SESSION_COOKIE_AGE seconds without use."""

from django.contrib.auth import SESSION_KEY


def keep_alive_while_used(get_response):
    """Let each request that needed its log-in start the session's time anew.

    Public pages never look at the session: they neither prolong it nor vary by its cookie.
    """

    def middleware(request):
        response = get_response(request)
        if request.session.accessed and SESSION_KEY in request.session:
            request.session.modified = True
        return response

    return middleware
