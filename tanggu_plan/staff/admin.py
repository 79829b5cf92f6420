"""Accounts and roles. Whoever manages them cannot become more than they are by doing so."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import transaction

from tanggu_plan.staff.read_only import ReadOnly
from tanggu_plan.text.unseen import shown

admin.site.unregister([User, Group])


def refuse_invisible(name):
    """A name stands beside what was done: nobody may look like somebody else."""
    if shown(name) != name:
        raise ValidationError(f"有看不见的字符：{shown(name)}。请删去，或把名字重新打一遍。")


class NewAccountForm(UserCreationForm):
    """An account begins with its roles; what it may do comes from them alone."""

    class Meta(UserCreationForm.Meta):
        fields = ("username", "last_name", "first_name", "groups")


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts are switched off, never deleted: the record speaks of them.

    Only a superuser may touch a superuser, and nobody changes their own roles. Single permissions
    are given to no account.
    """

    add_form = NewAccountForm
    add_form_template = None
    list_display = ["username", "last_name", "first_name", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["username", "first_name", "last_name"]
    filter_horizontal = ()
    fieldsets = [
        (None, {"fields": ["username", "password", "last_name", "first_name"]}),
        ("角色与状态", {"fields": ["groups", "is_active", "is_staff", "is_superuser"]}),
        ("时间", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "description": "账号名用来登录。建好以后不能删除，只能停用。",
                "fields": [*NewAccountForm.Meta.fields, "password1", "password2"],
            },
        )
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request, obj=None):
        """Leave the password's field out where it cannot be changed: it would print the hash."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        (_, account), *others = fieldsets
        visible = [name for name in account["fields"] if name != "password"]
        return [(None, {"fields": visible}), *others]

    def get_readonly_fields(self, request, obj=None):
        fixed = ["last_login", "date_joined"]
        if not request.user.is_superuser:
            fixed += ["is_superuser"]
        if obj == request.user:
            fixed += ["groups", "is_active", "is_staff", "is_superuser"]
        return fixed

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "groups":
            words = {"label": "角色", "help_text": "能做什么由角色决定，一个人可以有几个角色。"}
            return db_field.formfield(widget=forms.CheckboxSelectMultiple, **words, **kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in ("first_name", "last_name"):
            kwargs["validators"] = [refuse_invisible]
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    # The new password and its audit entry, or neither.
    user_change_password = transaction.atomic(UserAdmin.user_change_password)

    @admin.display(description="角色")
    def roles(self, account):
        return "、".join(group.name for group in account.groups.all())


@admin.register(Group)
class RoleAdmin(ReadOnly, GroupAdmin):
    """The roles are made by tanggu_plan.staff.roles; here they are only looked at."""
