"""Django's settings, all of them from the environment (web/environment.py)."""

from __future__ import annotations

import os
from typing import Any

import dj_database_url

from web.environment import read_environment

DALEEL = read_environment(os.environ)

SECRET_KEY = DALEEL.secret_key
DEBUG = False
ALLOWED_HOSTS = list(DALEEL.hosts)
ROOT_URLCONF = "web.urls"
ASGI_APPLICATION = "web.asgi.application"
INSTALLED_APPS = [
    "web.chat",
    "web.site",
    "web.telegram",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "web.review",
]
MIDDLEWARE = [
    "web.api.request_id.request_id_middleware",
    "web.headers.headers_middleware",
    "web.origins.origins_middleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

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
DATABASE_ROUTERS = ["web.chat.models.tracker_event.TrackerRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "ar"
USE_I18N = False  # every sentence of ours is written in its language
USE_TZ = True
TIME_ZONE = "UTC"
APPEND_SLASH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
FILE_UPLOAD_HANDLERS: list[str] = []  # nothing takes files

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "web.api.request_id.RequestIdFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
        "aiogram": {"level": "WARNING"},
        # A refused request is no fault of ours; our own handlers log what is.
        "django.request": {"level": "ERROR"},
        "uvicorn.access": {"level": "WARNING"},
    },
}
