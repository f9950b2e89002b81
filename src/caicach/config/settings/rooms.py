"""Which rooms and libraries stand, in which order a request passes them, and where pages and files come from."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]

ROOMS = [
    "calendars",
    "agencies",
    "accounts",
    "journal",
    "papers",
    "notices",
    "facts",
    "figures",
    "procedures",
    "payments",
    "dossiers",
    "feedback",
    "reports",
    "desk",
    "demo",
]

INSTALLED_APPS = [
    "caicach.ui",  # first, so that its pages stand before the libraries'
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "procrastinate.contrib.django",
    *[f"caicach.{room}" for room in ROOMS],
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "caicach.ui.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "caicach.ui.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "caicach.accounts.middleware.DefaultDeny",
]

ROOT_URLCONF = "caicach.config.urls"
WSGI_APPLICATION = "caicach.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "caicach.ui.context.page",
            ],
            "builtins": ["caicach.ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("STATIC_ROOT") or None
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
WHITENOISE_USE_FINDERS = True

# The demo's "today"; empty means the real date. Shown on every page of the demo.
DEMO_ANCHOR = os.environ.get("CAICACH_ANCHOR", "")
