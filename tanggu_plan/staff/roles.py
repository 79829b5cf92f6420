"""The roles of an office and what each may do. Nobody's role lets them publish alone.

A role is a Django group; `tanggu_plan.migrations.0003_roles` makes them. A plan is edited by one
person, approved by another, published by a third or by the approver, as the office assigns roles.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

EDIT = ("view", "add", "change", "delete")

ROLES = {
    "编辑": {
        "chapters.plan": EDIT,
        "chapters.part": EDIT,
        "chapters.chapter": EDIT,
        "chapters.section": EDIT,
        "chapters.annex": EDIT,
        "chapters.picture": ("view", "add"),
        "chapters.edition": ("view", "propose"),
        "chapters.erratum": ("view", "change"),
        "chapters.wrongwording": EDIT,
        "chapters.falsealarm": ("view", "add", "delete"),
        "indicators.indicator": EDIT,
    },
    "审核": {
        "chapters.plan": ("view",),
        "chapters.part": ("view",),
        "chapters.chapter": ("view",),
        "chapters.section": ("view",),
        "chapters.annex": ("view",),
        "chapters.picture": ("view",),
        "chapters.edition": ("view", "approve"),
        "chapters.erratum": ("view",),
        "chapters.falsealarm": ("view", "confirm"),
        "indicators.indicator": ("view",),
    },
    "发布": {
        "chapters.plan": ("view",),
        "chapters.edition": ("view", "publish"),
        "chapters.erratum": ("view",),
        "indicators.evaluationreport": ("view", "add"),
    },
    "数据": {
        "chapters.plan": ("view",),
        "chapters.edition": ("view",),
        "indicators.indicator": ("view",),
        "indicators.source": ("view", "add", "change"),
        "indicators.measurement": ("view", "add", "confirm"),
        "indicators.commitment": ("view",),
        "indicators.commitmentstatus": ("view", "add", "confirm"),
        "indicators.evaluationreport": ("view", "add"),
    },
    "审计": {
        "chapters.plan": ("view",),
        "chapters.part": ("view",),
        "chapters.chapter": ("view",),
        "chapters.section": ("view",),
        "chapters.annex": ("view",),
        "chapters.picture": ("view",),
        "chapters.edition": ("view",),
        "chapters.erratum": ("view",),
        "chapters.wrongwording": ("view",),
        "chapters.falsealarm": ("view",),
        "indicators.indicator": ("view",),
        "indicators.source": ("view",),
        "indicators.measurement": ("view",),
        "indicators.commitment": ("view",),
        "indicators.commitmentstatus": ("view",),
        "indicators.evaluationreport": ("view",),
        "tanggu_plan.auditentry": ("view", "export"),
        "tanggu_plan.backgroundtask": ("view",),
        "auth.user": ("view",),
        "auth.group": ("view",),
    },
    "管理": {
        "auth.user": ("view", "add", "change"),
        "auth.group": ("view",),
    },
}


def roles_with(permission: str) -> list[str]:
    """Return the roles that grant a permission, such as indicators.add_source."""
    app, _, codename = permission.partition(".")
    action, _, model = codename.partition("_")
    return [role for role, grants in ROLES.items() if action in grants.get(f"{app}.{model}", ())]


def set_up():
    """Make the roles' groups hold exactly the permissions above. Safe to run again."""
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)
    for name, grants in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(
            Permission.objects.get(
                content_type__app_label=model.split(".")[0],
                codename=f"{action}_{model.split('.')[1]}",
            )
            for model, actions in grants.items()
            for action in actions
        )
