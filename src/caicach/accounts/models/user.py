"""The account of a person who works with the system."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserAccounts(BaseUserManager["User"]):
    """How the sign-in library finds accounts; accounts are made by `accounts.services.create_user` only."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account that somebody means who types a username: letters in any case, blanks around it ignored."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person's account. It gives no right by itself: rights are `Grant` rows with dates.

    `username` is lower-case and never reused; `language` is `vi` or `en`, empty for the browser's choice. The password
    is stored as an Argon2 hash. An inactive account cannot sign in and stays, because the journal names it.
    """

    username = models.CharField(_("Tên đăng nhập"), max_length=64, unique=True)
    full_name = models.CharField(_("Họ và tên"), max_length=120)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    is_active = models.BooleanField(_("Đang hoạt động"), default=True)
    language = models.CharField(_("Ngôn ngữ"), max_length=2, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserAccounts()

    class Meta:
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(name="accounts_user_username_lower", condition=Q(username=Lower(F("username")))),
            models.CheckConstraint(name="accounts_user_language", condition=Q(language__in=["", "vi", "en"])),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        """The name as it is printed; the sign-in library asks for it by this name."""
        return self.full_name
