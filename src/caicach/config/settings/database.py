"""The one transactional database: a PostgreSQL server named by DATABASE_URL (the entry point finds or starts one)."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def database_from_url(url: str) -> dict[str, object]:
    """Django's connection settings for a `postgresql://user:password@host:port/name?option=value` address.

    A socket folder may stand percent-encoded in the place of the host.
    """
    parts = urlsplit(url)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    socket = options.pop("host", None)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": options,
    }


DATABASES = {"default": database_from_url(os.environ.get("DATABASE_URL", "postgresql://caicach@localhost/caicach"))}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}
