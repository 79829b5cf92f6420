from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PortalConfig(AppConfig):
    name = "tanggu_plan"
    verbose_name = "门户"

    def ready(self):
        # connect signals, register checks
        from tanggu_plan.audit import trail  # noqa: F401
        from tanggu_plan.identity import checks, demo  # noqa: F401
        from tanggu_plan.tasks import nightly, readiness  # noqa: F401


class StaffAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "tanggu_plan.staff.site.StaffSite"
