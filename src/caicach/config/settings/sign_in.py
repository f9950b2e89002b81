"""Signing in by username and password (django-allauth): closed for sign-up, limited against guessing."""

import os

ACCOUNT_ADAPTER = "caicach.accounts.adapter.StaffAccounts"
ACCOUNT_FORMS = {"login": "caicach.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
# Shared office computers: the session ends with the browser, and at the latest with SESSION_COOKIE_AGE.
ACCOUNT_SESSION_REMEMBER = False
# Counted in the shared cache, so over all processes. An office often has one address for all of its people; one account
# may fail five times in five minutes.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "signup": "1/m/ip",
}
# How many reverse proxies stand before the server and add the client's address to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("CAICACH_TRUSTED_PROXIES", "0"))
