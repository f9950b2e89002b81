"""How the sign-in library behaves here: nobody opens their own account, and pages speak the person's language."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from caicach.accounts.models import User


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]  # the library ships no types
    """Accounts are made by administrators through `accounts.services.create_user`."""

    # The library has no Vietnamese of its own.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "too_many_login_attempts": _(
            "Đã nhập sai quá nhiều lần. Hãy chờ năm phút rồi thử lại, hoặc liên hệ quản trị viên."
        ),
        "account_inactive": _("Tài khoản này đã ngừng hoạt động."),
        "rate_limited": _("Có quá nhiều yêu cầu trong thời gian ngắn. Hãy chờ một phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Never: accounts are given, with their rights, by an administrator."""
        return False

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """After signing in the pages speak the language of the account, where it names one."""
        response: HttpResponse = super().post_login(request, user, **details)
        if user.language:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                path=settings.LANGUAGE_COOKIE_PATH,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """No message on signing in or out: the page itself shows who is signed in."""
