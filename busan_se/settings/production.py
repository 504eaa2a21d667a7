"""Production: secrets come from the environment, TLS ends at the proxy in front."""

from busan_se.settings.base import *  # noqa: F403
from busan_se.settings.base import DATABASES
from busan_se.settings.env import env, env_flag

SECRET_KEY = env("SECRET_KEY")
ENCRYPTION_KEYS = [key for key in env("ENCRYPTION_KEYS").split(",") if key.strip()]
DATABASES["default"]["OPTIONS"] |= {"pool": {"min_size": 2, "max_size": 12, "timeout": 10}}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # a pooled one may be of before a restart of the database

TRUST_REQUEST_START = env_flag("TRUST_REQUEST_START")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # probes come from inside, past the proxy
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"

EMAIL_HOST = env("EMAIL_HOST", "localhost")
EMAIL_PORT = int(env("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_flag("EMAIL_USE_TLS")
