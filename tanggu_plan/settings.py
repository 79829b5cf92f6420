"""Settings. Every value that differs between machines is an environment variable.

The defaults serve a checkout on 127.0.0.1. A public server sets HTTPS, BEHIND_PROXY and
ALLOWED_HOSTS: see operating.md beside this file.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from tanggu_plan.serving import early_script
from tanggu_plan.serving.secret_key import read_or_create

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
FIXTURES_DIR = BASE_DIR / "fixtures"

env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or read_or_create(VAR_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
ADMIN_PATH = env.str("ADMIN_PATH", default="admin/")

# The path under which the portal stands on the parent's site, such as /zwgk/ghjh.
URL_PREFIX = f"/{env.str('URL_PREFIX', default='').strip('/')}".rstrip("/")
FORCE_SCRIPT_NAME = URL_PREFIX or None
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{URL_PREFIX}/"

INSTALLED_APPS = [
    "django_tasks_db",  # first: tanggu_plan.tasks.admin takes its page out of the admin
    "tanggu_plan",
    "chapters",
    "indicators",
    "tanggu_plan.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tables2",
    "import_export",
    "simple_history",
    "csp",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tanggu_plan.serving.inline_styles.PolicyMiddleware",
    "tanggu_plan.serving.health.answer_probes",
    "tanggu_plan.serving.errors.refuse_long_addresses",
    "tanggu_plan.serving.public_pages.mark_public_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tanggu_plan.staff.idle.keep_alive_while_used",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "tanggu_plan.serving.errors.GoneMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it replaces the answer to a refused log-in
]

ROOT_URLCONF = "tanggu_plan.urls"
WSGI_APPLICATION = "tanggu_plan.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["tanggu_plan.templatetags.site_parts"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# The demo has a database of its own, and all that leaves it is marked as invented (`make demo`).
DEMO = env.bool("DEMO", default=False)
DATABASE_FILE = VAR_DIR / ("demo.sqlite3" if DEMO else "db.sqlite3")
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATABASE_FILE}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Work beside the readers: see tanggu_plan.tasks.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Accounts: what 等保二级 asks of passwords, failed log-ins and idle sessions.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses who is locked out
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "tanggu_plan.staff.passwords.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "tanggu_plan.staff.passwords.CharacterClassesValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
SESSION_COOKIE_AGE = 20 * 60  # seconds without a request, see tanggu_plan.staff.idle
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # refused attempts prolong no lock
AXES_LOCKOUT_PARAMETERS = "tanggu_plan.staff.login.lockout_parameters"
AXES_LOCKOUT_CALLABLE = "tanggu_plan.staff.login.locked_out"
AXES_CLIENT_IP_CALLABLE = "tanggu_plan.serving.visitors.client_address"
AXES_SENSITIVE_PARAMETERS = ["username", "typed"]
AXES_DISABLE_ACCESS_LOG = True  # the audit log has it
AXES_ENABLE_ADMIN = False

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = f"{URL_PREFIX}/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor", VAR_DIR / "vendor")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Transport. One switch, because half of it locks people out.
HTTPS = env.bool("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]  # load balancers ask by plain HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
PROXY_COUNT = env.int("PROXY_COUNT", default=1)  # how many of them write X-Forwarded-For
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
CSRF_FAILURE_VIEW = "tanggu_plan.staff.login.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, early_script.CSP_HASH],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # plotly exports its picture through a blob
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

# The address under which the public reaches the portal, such as https://plan.example; where it is
# not set, the PDF names no address.
PUBLIC_URL = env.str("PUBLIC_URL", default="").rstrip("/")

# Whose site it is: the parent site's values, see tanggu_plan.identity.site. What is not set is
# printed nowhere; staff see it as missing.
SITE_NAME = env.str("SITE_NAME", default="")
SITE_DOMAIN = env.str("SITE_DOMAIN", default="")
SITE_ID_CODE = env.str("SITE_ID_CODE", default="")
SITE_ICP_NUMBER = env.str("SITE_ICP_NUMBER", default="")
SITE_POLICE_NUMBER = env.str("SITE_POLICE_NUMBER", default="")
SITE_MARK_URL = env.str("SITE_MARK_URL", default="")
SITE_ERROR_REPORT_URL = env.str("SITE_ERROR_REPORT_URL", default="")
SITE_SPONSOR = env.str("SITE_SPONSOR", default="")
SITE_OPERATOR = env.str("SITE_OPERATOR", default="")
SITE_CONTACT = env.str("SITE_CONTACT", default="")

# What each worker may keep of public pages, see tanggu_plan.serving.page_store; 0: nothing.
# With DEBUG a template is edited without a new public version.
PAGE_STORE_MEGABYTES = env.int("PAGE_STORE_MEGABYTES", default=0 if DEBUG else 32)

# A folder of the office's own faces (小标宋, 黑体, 楷体, 仿宋, 宋体; .ttf or .otf), which win over
# Fandol.
PDF_FONTS_DIR = env.str("PDF_FONTS_DIR", default="")
PDF_FANDOL_DIR = VAR_DIR / "fonts" / "fandol"

# An office of one may let its proposer approve; such editions say so (单人审定).
ALLOW_SINGLE_PERSON_APPROVAL = env.bool("ALLOW_SINGLE_PERSON_APPROVAL", default=False)

# The official PDF is rendered in a child process within these limits: CPU seconds for a text of up
# to twice the plan at hand (more for more), and memory.
PDF_SECONDS = env.int("PDF_SECONDS", default=30)
PDF_MEGABYTES = env.int("PDF_MEGABYTES", default=1024)

# How often one client address may search in a minute; each worker process counts for itself.
SEARCHES_A_MINUTE = env.int("SEARCHES_A_MINUTE", default=120)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django_tasks_db": {"level": "ERROR"}},  # says in English when the worker ends
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
