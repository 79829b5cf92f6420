"""Finishing of answers that the page store does not give: parts of files, compressed forms."""

from tanggu_plan.serving.answers import compressing, ranges


def with_finishing(application):
    """Return a WSGI application whose answers are finished."""

    def answer(environ, start_response):
        return finish(environ, start_response, *asked(application, environ))

    return answer


def finish(environ, start_response, status, headers, body):
    """Start an answer in the form that is asked for, and return its body."""
    for step in (ranges.cut, compressing.compress):
        status, headers, body = step(environ, status, headers, body)
    start_response(status, headers)
    return body


def asked(application, environ):
    """Return status, headers and body of an application's answer, not started yet."""
    said = []
    body = application(environ, lambda *started: said.extend(started))
    return said[0], said[1], body
