"""Mixins of admins whose rows only our own code changes."""


class AppendOnly:
    """Rows that are added and then stay as they are."""

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly(AppendOnly):
    """Rows that are only looked at."""

    def has_add_permission(self, request, obj=None):
        return False
