"""The web application for a WSGI server; DATABASE_URL and SECRET_KEY come from its environment."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caicach.config.settings")
application = get_wsgi_application()
