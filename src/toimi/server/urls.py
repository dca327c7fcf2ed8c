"""Addresses: which door answers where."""

from __future__ import annotations

from django.urls import path

from toimi.api.addresses import api, openapi
from toimi.server.health import health

urlpatterns = [
    path("health", health, name="health"),
    path("api/v1/openapi.json", openapi, name="openapi"),
    path("api/v1/", api().urls),
]
