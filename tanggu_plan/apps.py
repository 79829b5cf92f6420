from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PortalConfig(AppConfig):
    name = "tanggu_plan"
    verbose_name = "门户"

    def ready(self):
        # connect signals, register checks
        from tanggu_plan import audit_trail, demo, identity_checks  # noqa: F401


class StaffAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "tanggu_plan.staff_site.StaffSite"
