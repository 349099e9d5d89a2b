"""Django's settings, all of them from the environment (web/environment.py)."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from contract.logs import JSON, LINES
from web.environment import ROOT, read_environment

DALEEL = read_environment(os.environ)

SECRET_KEY = DALEEL.secret_key
DEBUG = False
ALLOWED_HOSTS = list(DALEEL.hosts)
ROOT_URLCONF = "web.urls"
ASGI_APPLICATION = "web.asgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "web.chat",
    "web.site",
    "web.telegram",
    "web.review",
    "web.teaching",
    "web.sources",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "web.middleware.request_id_middleware",
    "web.middleware.headers_middleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "web.middleware.PolicyMiddleware",
    "web.middleware.origins_middleware",
    "web.middleware.StaticFilesMiddleware",
    "web.review.middleware.Sessions",
    "web.review.middleware.Forms",
    "web.review.middleware.Users",
    "web.review.middleware.session_ends_middleware",
    "web.review.middleware.language_middleware",
    "web.review.middleware.Messages",
    "web.review.middleware.GuardMiddleware",
    "axes.middleware.AxesMiddleware",
]

# Nothing inline and nothing from elsewhere: a page of ours runs the files of this server alone.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
STATIC_URL = "/static/"
STATIC_ROOT = DALEEL.static
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
WIDGET_URL = "/widget.js"  # the one short address, which other sites' pages have
WHITENOISE_MAX_AGE = 300
WHITENOISE_ALLOW_ALL_ORIGINS = False  # web.middleware names the origins that may read a font
SECURE_HSTS_SECONDS = 31_536_000  # a year; subdomains are not ours
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["web.review.context.console"]},
    }
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",  # a writer waits at its beginning, where waiting is possible
    "timeout": 5,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;",
}


def _database(url: str) -> dict[str, Any]:
    settings: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=None))
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = SQLITE_OPTIONS
    return settings


DATABASES = {"default": _database(DALEEL.database), "tracker": _database(DALEEL.tracker_database)}
# What takes long runs in a process of its own (manage.py work), over the same database. A queue, a thread.
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["reading", "publishing", "visiting", "asking"],
    }
}
DATABASE_ROUTERS = ["web.database.TrackerRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Who works in the console, and how they sign in.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "review:sign-in"
SESSION_COOKIE_NAME = "daleel_staff"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/review/"
SESSION_COOKIE_AGE = DALEEL.staff_session_hours * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"  # a link to a page of the console can be sent to a colleague
CSRF_COOKIE_NAME = "daleel_staff_form"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "web.review.errors.form_refused"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
AXES_FAILURE_LIMIT = DALEEL.staff_tries.count
AXES_COOLOFF_TIME = timedelta(seconds=DALEEL.staff_tries.seconds)
# One who guesses from elsewhere locks nobody out of their own place.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "web.review.signing.axes_address"
AXES_LOCKOUT_CALLABLE = "web.review.signing.locked_out"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # who signed in is in the audit log
AXES_VERBOSE = False

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]  # the console's; web/locale has the Arabic
LOCALE_PATHS = [ROOT / "web/locale"]
USE_TZ = True
TIME_ZONE = DALEEL.time_zone
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
# Straight to the disk; web.asgi lets nobody but an editor send more than 256 KB.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "web.api.RequestIdFilter"}},
    "formatters": {
        LINES: {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
        JSON: {"()": "contract.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": DALEEL.logs, "filters": ["request_id"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
        "aiogram": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        # A refused request is no fault of ours; our own handlers log what is.
        "django.request": {"level": "ERROR"},
        "uvicorn.access": {"level": "WARNING"},
    },
}
