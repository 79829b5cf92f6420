"""Requests without Django's test client, inside a test's transaction."""

from contextlib import contextmanager

from django.core.signals import request_finished, request_started
from django.db import close_old_connections


@contextmanager
def connection_kept():
    """Keep the test's connection, as Django's test client does.

    A request closes it otherwise, and on PostgreSQL the test loses all that it has stored.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
