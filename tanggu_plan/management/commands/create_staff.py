import sys
from contextlib import contextmanager
from getpass import getpass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tanggu_plan.staff.roles import ROLES

User = get_user_model()


class Command(BaseCommand):
    help = (
        "Make an account for a member of staff with the roles given. The password is asked for "
        "twice, or read as one line from standard input, and must follow the password rules. "
        "Nothing is stored unless everything is right."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name to log in with")
        parser.add_argument(
            "--role",
            action="append",
            required=True,
            dest="roles",
            metavar="ROLE",
            help=f"one of {' '.join(ROLES)}; may be given several times",
        )
        parser.add_argument("--password-stdin", action="store_true")

    def handle(self, *, name, roles, password_stdin, **options):
        groups = groups_named(roles)
        user = User(username=User.normalize_username(name), is_staff=True)
        if User.objects.filter(username__iexact=user.username).exists():
            raise CommandError(f"账号“{user.username}”已经存在，请换一个名字，或在后台给它加角色。")
        with what_is_invalid("账号名不可用："):
            user.clean_fields(exclude=["password"])
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else ask_for_password()
        with what_is_invalid("密码不合要求，账号没有建立："):
            validate_password(password, user)
        user.set_password(password)
        with transaction.atomic():
            user.save()
            user.groups.set(groups)
        self.stdout.write(f"已建立账号 {name}，角色：{'、'.join(group.name for group in groups)}。")


def groups_named(names):
    if unknown := [name for name in names if name not in ROLES]:
        raise CommandError(f"没有角色“{'、'.join(unknown)}”。可用的角色：{'、'.join(ROLES)}。")
    groups = list(Group.objects.filter(name__in=names))
    if len(groups) < len(set(names)):
        raise CommandError("数据库里还没有角色，请先运行 manage.py migrate。")
    return groups


@contextmanager
def what_is_invalid(words):
    try:
        yield
    except ValidationError as error:
        raise CommandError(words + "".join(error.messages)) from error


def ask_for_password():
    if not sys.stdin.isatty():
        raise CommandError("这里不能提问。请加 --password-stdin，从标准输入给出密码。")
    password = getpass("密码：")
    if getpass("再输一次：") != password:
        raise CommandError("两次输入的密码不一致，账号没有建立。")
    return password
