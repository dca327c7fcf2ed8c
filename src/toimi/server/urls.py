"""Addresses: which door answers where."""

from __future__ import annotations

from django.urls import path

from toimi.server.health import health

urlpatterns = [path("health", health, name="health")]
