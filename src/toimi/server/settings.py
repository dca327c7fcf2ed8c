"""Django's settings. What differs between machines, and every secret, comes from the environment.

Nothing here has a default that opens a door: without a database or a key Django refuses to work, pages go nowhere but
to this machine, and there is no debug mode.

Environment:
    DATABASE_URL: ``postgresql://role@host/name``; a folder as ``host=`` is a local socket. The owner of the tables, but
        for the web: ``toimi up`` gives it that of ``TOIMI_WEB_DATABASE_URL``.
    TOIMI_CONNECTIONS: connections of one process to the database; 1 if left out, since a process of ours does one thing
        at a time: the web has as many as it has workers. A server with threads needs one for each.
    TOIMI_SECRET_KEY: what sessions and tokens are signed with, at least 50 characters.
    TOIMI_SIGNING_KEY: the private key under statements, an Ed25519 key as a JWK; ``toimi up`` makes one and keeps it.
    TOIMI_MODE: ``add-on`` if Toimi stands beside the national customer system and keeps no statements (380/2023 section 120 a);
        ``office`` if left out.
    TOIMI_HOSTS: names under which the office answers, with commas between; this machine's own if left out.
    TOIMI_OIDC_ISSUER, TOIMI_OIDC_AUDIENCE: the provider whose tokens open the API, and whom they are for; without them the
        API lets nobody in.
    TOIMI_API_REQUESTS_PER_MINUTE: of one caller, 600 if left out; TOIMI_API_REFUSED_PER_MINUTE: requests of one address that
        cannot be let in, 60 if left out.
    TOIMI_TEST_IDENTITY_CODES: ``yes`` if identity codes that are given to nobody (900–999) are taken, as in a demonstration.
    TOIMI_SMTP_HOST, TOIMI_SMTP_PORT, TOIMI_SMTP_USER, TOIMI_SMTP_PASSWORD: the mail server that takes notices of new messages,
        by STARTTLS but for one on this machine; without a host they wait. TOIMI_MAIL_FROM: whom they are from.
    TOIMI_REST_DAYS: whether a period that would end on a day of rest runs to the next working day (act 150/1930, section 5,
        UNVERIFIED): ``moves``, ``stays``, or ``against_the_office`` (a person's does, the office's does not) if left out.
    TOIMI_HOLD_HOURS: after which a matter that an official has in hand, and in which nothing happens, is free again; 24 if
        left out.
    TOIMI_BEHIND_PROXY: ``yes`` if a proxy that speaks HTTPS stands before the office and sets ``X-Forwarded-Proto``.
"""

from __future__ import annotations

import os

from toimi.server.address import connection_of

SECRET_KEY = os.environ.get("TOIMI_SECRET_KEY", "")  # Django refuses an empty one as soon as it is needed
SIGNING_KEY = os.environ.get("TOIMI_SIGNING_KEY", "")
MODE = os.environ.get("TOIMI_MODE") or "office"
REST_DAYS = os.environ.get("TOIMI_REST_DAYS", "against_the_office")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("TOIMI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.postgres",
    "toimi.office",
    "toimi.employers",
    "toimi.letters",
    "toimi.clients",
    "toimi.matters",
    "toimi.statements",
    "toimi.api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "toimi.server.headers.policy",
    "django.middleware.locale.LocaleMiddleware",
    "toimi.api.outside.problems_only",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "toimi.server.urls"
WSGI_APPLICATION = "toimi.server.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CONNECTIONS = int(os.environ.get("TOIMI_CONNECTIONS", "1"))
DATABASES = {"default": connection_of(os.environ["DATABASE_URL"], CONNECTIONS) if "DATABASE_URL" in os.environ else {}}

# Cookies go over HTTPS only (browsers take http://localhost for safe), and never to another site.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("TOIMI_BEHIND_PROXY") == "yes":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
CONTENT_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
"""What a page may load: the office's own files, no script or style written into the page."""

OIDC_ISSUER = os.environ.get("TOIMI_OIDC_ISSUER", "")
OIDC_AUDIENCE = os.environ.get("TOIMI_OIDC_AUDIENCE", "")
API_REQUESTS_PER_MINUTE = int(os.environ.get("TOIMI_API_REQUESTS_PER_MINUTE") or 600)
API_REFUSED_PER_MINUTE = int(os.environ.get("TOIMI_API_REFUSED_PER_MINUTE") or 60)
TEST_IDENTITY_CODES = os.environ.get("TOIMI_TEST_IDENTITY_CODES") == "yes"
HOLD_HOURS = int(os.environ.get("TOIMI_HOLD_HOURS") or 24)
DATA_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
"""Bytes of a request's body."""

EMAIL_HOST = os.environ.get("TOIMI_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("TOIMI_SMTP_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("TOIMI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TOIMI_SMTP_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_HOST not in ("", "localhost", "127.0.0.1", "::1")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("TOIMI_MAIL_FROM") or "toimi@localhost"

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
USE_I18N = True
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["errors"], "level": "WARNING"},
}
