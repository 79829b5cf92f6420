from tanggu_plan import account_admin, audit_admin  # noqa: F401 (they register what they show)
