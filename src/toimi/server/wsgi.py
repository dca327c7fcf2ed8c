"""What the web server runs. It serves nobody when it is logged in as one whom row security does not bind."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

from toimi.office.row_security import WEB, unbound_tables
from toimi.server.problems import WebRoleError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toimi.server.settings")
application = get_wsgi_application()
if unbound := unbound_tables():
    raise WebRoleError("web_is_unbound", role=WEB, tables=", ".join(unbound))
connection.close()
