"""Whether anything has changed: the rows of whole tables, read by statements compiled once."""

from django.db import connection


def reader(*querysets):
    """Return a function that reads the rows of all of them as they are when it is called."""
    statements = [queryset.query.sql_with_params() for queryset in querysets]

    def read():
        with connection.cursor() as cursor:
            return [_rows(cursor, *statement) for statement in statements]

    return read


def _rows(cursor, sql, parameters):
    cursor.execute(sql, parameters)
    return cursor.fetchall()
