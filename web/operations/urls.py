"""/healthz, /readyz and /metrics."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.operations.health import healthz, readyz
from web.operations.measured import metrics

urlpatterns: list[URLPattern] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
]
