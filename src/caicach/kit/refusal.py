"""How a rule, a permit or a service says no: what happened, why (rule and source) and what to do."""

from collections.abc import Mapping


class Refused(Exception):
    """An act that a rule does not allow. Nothing was written.

    `code` is a stable word for machines; `message` a marked Vietnamese text with `{placeholders}` filled from
    `values` after translation; `source` the law and article, or the setting, that the rule carries out; `field` the
    form field that would put it right, if one would.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        values: Mapping[str, object] | None = None,
        source: str = "",
        field: str = "",
    ) -> None:
        self.code = code
        self.message = message
        self.values = dict(values or {})
        self.source = source
        self.field = field
        super().__init__(self.text())

    def text(self) -> str:
        """The message in the source language, with its values and, in brackets, its source."""
        said = self.message.format(**self.values)
        return f"{said} ({self.source})" if self.source else said


class Unknown(Refused):
    """Something was asked for by a name that nothing has: a unit, a figure, a procedure, a dossier."""
