"""What is the same in every environment."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from busan_se.settings.env import ROOT, VAR, env, env_flag, env_list, running_service

BASE_DIR = ROOT
SECRET_KEY = env("SECRET_KEY", "")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
DEBUG = False

INSTALLED_APPS = [
    # In place of django.contrib.admin: our site asks staff for a second factor.
    "busan_se.accounts.apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "pgtrigger",
    "pghistory",
    "busan_se.core",
    "busan_se.reference",
    "busan_se.accounts",
    "busan_se.audit",
    "busan_se.files",
    "busan_se.notifications",
    "busan_se.privacy",
    "busan_se.api",
    "busan_se.programs",
    "busan_se.reviews",
    "busan_se.kpis",
    "busan_se.events",
    "busan_se.pages",
    "enterprises",
    "procurement",
    "finance",
    "education",
]

MIDDLEWARE = [
    "busan_se.core.arrival.ArrivalMiddleware",  # first: a deadline is checked against the arrival of the request
    "django.middleware.security.SecurityMiddleware",
    "busan_se.core.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # inside of the headers: static files have them too
    "busan_se.core.page_cache.middleware.PageCacheMiddleware",  # before all that looks at cookies
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "busan_se.core.input.InputMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "busan_se.accounts.middleware.StaffIdleMiddleware",
    "busan_se.audit.middleware.ActorMiddleware",
    "axes.middleware.AxesMiddleware",  # last, as its documentation asks
]

ROOT_URLCONF = "busan_se.urls"
WSGI_APPLICATION = "busan_se.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "busan_se.core.context.shell",
            ],
        },
    },
]
FORM_RENDERER = "busan_se.core.forms.PortalRenderer"

# Database: PostgreSQL 18 only. Embedded in development, see busan_se/devstack.
DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL", running_service("DATABASE_URL") or "postgres://portal@127.0.0.1:5432/portal")
    )
}
# Row history asks for this setting at every row. Where it is missing, each answer is an exception that PostgreSQL takes
# back by walking through all deferred checks of the transaction: 100,000 rows at once would take hours, not seconds.
# Parallel workers: many ask at once, and starting two for a query that reads 80 pages took 15 ms of its 17.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
    "-c pgtrigger.ignore={} -c max_parallel_workers_per_gather=0"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

REDIS_URL = env("REDIS_URL", running_service("REDIS_URL") or "redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "busan_se.core.cache.TolerantRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}
# How long an anonymous page is kept at most: the bound for changes by the clock that no app names. 0: not at all.
PAGE_CACHE_SECONDS = 60

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Asia/Seoul"
CELERY_BEAT_SYNC_EVERY = 1  # its file then tells that beat is alive
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "run-due": {"task": "busan_se.core.tasks.run_due", "schedule": 60.0},
}

# Accounts: e-mail sign-in by allauth, whose backend also answers for permissions; axes stands in front of it.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "pages:my"
LOGOUT_REDIRECT_URL = "pages:home"
STAFF_IDLE_SECONDS = int(env("STAFF_IDLE_SECONDS", "1800"))

ACCOUNT_ADAPTER = "busan_se.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "busan_se.accounts.forms.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_MAX_EMAIL_ADDRESSES = 3
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,20/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(env("TRUSTED_PROXY_COUNT", "0"))
MFA_ADAPTER = "busan_se.accounts.mfa.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a found key alone opens nothing: it asks for a finger or a PIN
MFA_FORMS = {
    "authenticate": "busan_se.accounts.mfa_forms.CodeForm",
    "reauthenticate": "busan_se.accounts.mfa_forms.ConfirmCodeForm",
    "add_webauthn": "busan_se.accounts.mfa_forms.PasskeyForm",
}
MFA_TOTP_ISSUER = "Busan Social Economy Portal"
MFA_TOTP_TOLERANCE = 1  # a code of half a minute ago still counts: telephones run late

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "busan_se.accounts.lockout.locked_out"
AXES_USERNAME_CALLABLE = "busan_se.accounts.lockout.username"
AXES_CLIENT_IP_CALLABLE = "busan_se.accounts.lockout.client_ip"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # the desk for people unlocks

# "id:secret" pairs; the first encrypts phone numbers and one-time-code secrets, all of them decrypt.
ENCRYPTION_KEYS = env_list("ENCRYPTION_KEYS")

# Language and time: Korean without prefix, English under /en/; UTC in the database, Asia/Seoul on screen.
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Seoul"
FORMAT_MODULE_PATH = ["busan_se.formats"]

# Files: static ones are public, uploads never are (they are served through a check, see busan_se/files).
STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", str(VAR / "static")))
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "uploads", "file_permissions_mode": 0o640, "directory_permissions_mode": 0o750},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Beside what whitenoise leaves alone: the fonts of the PDF reports, which no page loads; a minute of compressing.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "otf"]
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a section of an application may have tables of 50 lines
FILE_UPLOAD_HANDLERS = ["busan_se.files.handlers.QuotaUploadHandler"]

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_FAILURE_VIEW = "busan_se.pages.errors.csrf_failure"

# Whether the proxy in front stamps each request with X-Request-Start, and takes away what a client sends by that name.
TRUST_REQUEST_START = env_flag("TRUST_REQUEST_START")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},  # not Django's own: it is silent without DEBUG
        "axes.apps": {"level": "WARNING"},  # a banner before each command
    },
}

# The open interface: everybody reads, in JSON, from anywhere; see busan_se/api.
API_REQUESTS_PER_MINUTE = int(env("API_REQUESTS_PER_MINUTE", "120"))
API_TOKEN_REQUESTS_PER_MINUTE = int(env("API_TOKEN_REQUESTS_PER_MINUTE", "120"))
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_THROTTLE_CLASSES": ["busan_se.api.throttling.AddressThrottle"],
    "EXCEPTION_HANDLER": "busan_se.api.errors.handle",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Busan social economy portal",
    "VERSION": "1",
    "LICENSE": {
        "name": "KOGL type 1 (공공누리 제1유형: 출처표시)",
        "url": "https://www.kogl.or.kr/info/licenseType1.do",
    },
    "POSTPROCESSING_HOOKS": ["busan_se.api.schema.finish"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "APPEND_COMPONENTS": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    "SORT_OPERATION_PARAMETERS": False,
    "COMPONENT_SPLIT_PATCH": False,  # what a PATCH must bring is said by its own serializer
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,
    "SERVE_INCLUDE_SCHEMA": False,
}

# Mail
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "portal@example.com")
EMAIL_TIMEOUT = 10
# Where people reach the portal: links in mails begin with it.
PUBLIC_URL = env("PUBLIC_URL", f"http://127.0.0.1:{env('PORT', '8000')}")

# Text messages: the gateway's address (without one none is sent), its token, and the number they come from.
SMS_URL = env("SMS_URL", "")
SMS_TOKEN = env("SMS_TOKEN", "")
SMS_SENDER = env("SMS_SENDER", "")
SMS_FOLDER: str | Path = ""

# The look-up of business numbers at the national tax service: its address and key; without them staff look up by hand.
BUSINESS_STATUS_URL = env("BUSINESS_STATUS_URL", "")
BUSINESS_STATUS_KEY = env("BUSINESS_STATUS_KEY", "")
BUSINESS_STATUS_FAKE = False

# The office's handling period of a registration request, in working days; how many days an invitation is good for.
REGISTRATION_DAYS = int(env("REGISTRATION_DAYS", "7"))
INVITATION_DAYS = int(env("INVITATION_DAYS", "7"))

# What the portal calls itself. The display term is a setting: the law may replace it (사회연대경제).
OFFICIAL_GOVERNMENT_SITE = env_flag("OFFICIAL_GOVERNMENT_SITE")
DISPLAY_TERM_KO = env("DISPLAY_TERM_KO", "사회적경제")
DEMO_ACCOUNTS_ALLOWED = False
HELP_DESK_PHONE = env("HELP_DESK_PHONE", "051-000-0000")
