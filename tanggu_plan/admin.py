from tanggu_plan.audit import admin as audit_admin  # noqa: F401 (it registers what it shows)
from tanggu_plan.staff import admin as staff_admin  # noqa: F401
from tanggu_plan.tasks import admin as tasks_admin  # noqa: F401
