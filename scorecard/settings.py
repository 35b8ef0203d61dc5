"""Settings, read from the environment alone; README.md lists the variables."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
DEBUG = env.bool("DEBUG", default=False)
PORT = env.int("PORT", default=8000)
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or ""
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", SITE_HOST])
IS_HTTPS = SITE_URL.startswith("https://")


def database() -> dict[str, Any]:
    """The database named by DATABASE_URL, else SQLite under DATA_DIR."""
    config: dict[str, Any] = env.db_url("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'scorecard.sqlite3'}")
    config["CONN_MAX_AGE"] = 600
    if config["ENGINE"].endswith("sqlite3"):
        # IMMEDIATE and FULL: with Django's defaults half of concurrent saves fail, and
        # synchronous NORMAL may lose an acknowledged save at a power cut.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
        # Tests use a file too: an in-memory database has one connection and hides races.
        config["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    else:
        config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASES = {"default": database()}
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def secret_key() -> str:
    """SECRET_KEY, or with local SQLite one made once in DATA_DIR/secret-key (mode 0600)."""
    if given := env.str("SECRET_KEY", default=""):
        return str(given)
    if not IS_SQLITE:
        raise ImproperlyConfigured("SECRET_KEY is not set. Set it to a long random text and start again.")
    path = DATA_DIR / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text().strip()


SECRET_KEY = secret_key()
if DEBUG and SITE_HOST not in {"127.0.0.1", "localhost", "::1"}:
    raise ImproperlyConfigured("DEBUG shows secrets to visitors: it may be on only when SITE_URL is local.")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "audits.people",
    "audits.journal",
    "audits.evidence",
    "audits.frameworks",
    "audits.vendors",
    "audits.commitments",
    "audits.connectors",
    "audits.evaluations",
    "audits.checklists",
    "audits.notices",
    "audits.inbox",
    "audits.reports",
    "audits.api",
    "audits.operations",
]
MIDDLEWARE = [
    "audits.kit.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "audits.http.RefusalMiddleware",
    "audits.people.access.AccessMiddleware",
]
ROOT_URLCONF = "scorecard.urls"
WSGI_APPLICATION = "scorecard.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "audits.people.context.frame",
            ],
        },
    },
]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "audits.people.adapter.InvitationOnlyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# Accounts are made by invitation, so whoever opens the link has shown that the address is theirs.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {
    "invitation": "60/m/ip",
    "new-link": "20/h/ip",
    "clarified-send": "30/h/key",
    "verify": "30/m/ip",
}
# How many proxies of ours stand in front: only then is X-Forwarded-For believed, from the right.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

# Sign-in limits are counted here, so every web process must share it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "scorecard-session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "scorecard-csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "audits.http.csrf_failed"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"


def storage(url: str) -> dict[str, Any]:
    """Where files are kept: a folder, or ``s3://KEY:SECRET@HOST/BUCKET?region=…&tls=0``.

    Evidence lies in its folder ``evidence``; without a URL that is DATA_DIR/evidence.
    """
    parts = urlsplit(url)
    if parts.scheme in ("", "file"):
        return {
            "BACKEND": "audits.evidence.storage.PrivateFolder",
            "OPTIONS": {
                "location": unquote(parts.path) or str(DATA_DIR),
                "base_url": None,
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
    if parts.scheme != "s3" or not parts.hostname or not parts.path.strip("/"):
        raise ImproperlyConfigured("STORAGE_URL is a folder or s3://KEY:SECRET@HOST/BUCKET?region=REGION.")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    scheme = "http" if query.get("tls") == "0" else "https"
    host = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
    return {
        "BACKEND": "audits.evidence.bucket.PrivateBucket",
        "OPTIONS": {
            "bucket_name": parts.path.strip("/"),
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "endpoint_url": f"{scheme}://{host}",
            "region_name": query.get("region", "us-east-1"),
            "signature_version": "s3v4",
            "addressing_style": "path",
            "file_overwrite": False,
            "default_acl": None,
            # What is larger than this waits on the disk while it is checked and sent on.
            "max_memory_size": 1024 * 1024,
        },
    }


STORAGE_URL = env.str("STORAGE_URL", default="")
EVIDENCE_FILE_LIMIT = 25 * 1024 * 1024
EVIDENCE_QUOTA = 5 * 1024**3
"""Bytes of evidence per workspace."""
EVIDENCE_FREE_FLOOR = 256 * 1024 * 1024
"""Bytes that must stay free on a local disk, so that answers still save."""
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Hashed names once `set_up` has collected the files; plain names from the source tree until then.
HAS_COLLECTED_STATIC = (STATIC_ROOT / "staticfiles.json").exists() and not DEBUG
STORAGES = {
    "default": storage(STORAGE_URL),
    "evidence": storage(STORAGE_URL),
    "staticfiles": {
        "BACKEND": "audits.kit.static_files.HashedModules"
        if HAS_COLLECTED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not HAS_COLLECTED_STATIC
# Every page names the hashed file, so the plain one need not be compressed as well.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# 25 MB evidence files and a little room for the form around them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "audits.reports.hashing.HashingHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "audits.evidence.upload.LimitedFileHandler",
]

IS_MAIL_CONFIGURED = bool(env.str("EMAIL_URL", default=""))
MAIL_DIR = DATA_DIR / "mail"
vars().update(env.email_url("EMAIL_URL", default="filemail://"))
if not IS_MAIL_CONFIGURED:
    EMAIL_FILE_PATH = str(MAIL_DIR)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default=f"Scorecard <scorecard@{SITE_HOST}>")

# Processes that serve pages; the worker is one more.
WEB_PROCESSES = 2

# The demo workspaces of an empty database, and the password of their people.
HAS_DEMO = not env.bool("NO_DEMO", default=False)
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="")

LANGUAGE_CODE = "en"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "audits.kit.request_id.RequestIdFilter"},
        "scrub": {"()": "audits.kit.scrub.ScrubFilter"},
    },
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id", "scrub"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"audits": {"level": "INFO"}},
}
