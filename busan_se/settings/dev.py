"""Development: what `make run` and a plain `manage.py` use."""

from busan_se.settings.base import *  # noqa: F403
from busan_se.settings.base import ALLOWED_HOSTS, DATABASES, VAR
from busan_se.settings.env import env, env_flag, env_list

DEBUG = env_flag("DEBUG")
SECRET_KEY = env("SECRET_KEY", "development-only-key-never-used-in-production")
ENCRYPTION_KEYS = env_list("ENCRYPTION_KEYS", "dev:development-only-key")
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]
DATABASES["default"]["OPTIONS"] |= {"pool": {"min_size": 1, "max_size": 12, "timeout": 5}}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # a pooled one may be of before a restart of the database
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
SMS_FOLDER = VAR / "sms"
BUSINESS_STATUS_FAKE = True
DEMO_ACCOUNTS_ALLOWED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost: browsers take it, the library asks for https
