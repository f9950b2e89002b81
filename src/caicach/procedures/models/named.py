"""The two names that every part of the catalogue bears."""

from django.db import models
from django.utils.translation import get_language


def in_page_language(vi: str, en: str) -> str:
    """The English text on an English page where there is one, otherwise the Vietnamese."""
    return en if en and (get_language() or "").startswith("en") else vi


class Named(models.Model):
    """A Vietnamese name as announced, and an English one for readers who need it."""

    name_vi = models.TextField()
    name_en = models.TextField(blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_page_language(self.name_vi, self.name_en)
