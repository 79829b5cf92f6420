"""A SQLite file that goes back to what it held, whoever has written to it since."""

import sqlite3
from contextlib import ExitStack, closing, contextmanager


class SharedDatabase:
    """The database that a server and a test write to through connections of their own.

    A context manager: what it has opened is closed at the end.
    """

    def __init__(self, file):
        self._opened = ExitStack()
        self._file = self._open(file)
        self._as_migrated = self._copy()

    def __enter__(self):
        self.keep()
        return self

    def __exit__(self, *exception):
        self._opened.close()

    def keep(self):
        """Have what is stored now put back from now on."""
        self._kept, self._version = self._copy(), self._data_version()

    def put_back(self):
        """Take back what others have stored since, if they have."""
        if self._data_version() != self._version:
            self._restore(self._kept)

    @contextmanager
    def emptied(self):
        """Begin as migrated, for other contents to be stored and kept; put back what was before."""
        kept = self._kept
        self._restore(self._as_migrated)
        yield
        self._kept = kept
        self._restore(kept)

    def _restore(self, copy):
        copy.backup(self._file)
        self._version = self._data_version()

    def _copy(self):
        copy = self._open(":memory:")
        self._file.backup(copy)
        return copy

    def _open(self, database):
        return self._opened.enter_context(closing(sqlite3.connect(database)))

    def _data_version(self):
        """Another number whenever another connection has changed the file."""
        return self._file.execute("PRAGMA data_version").fetchone()
