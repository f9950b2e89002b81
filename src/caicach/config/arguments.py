"""The argument parser of the commands: errors are refusals of one line, in the language in use."""

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

from caicach.config.wording import language, say
from caicach.kit.refusal import Refused
from caicach.kit.words import mark

# What argparse says, and the same in Vietnamese; it says English by itself.
ARGPARSE = (
    (r"the following arguments are required: (.*)", r"thiếu tham số \1"),
    (r"unrecognized arguments: (.*)", r"không có tham số \1"),
    (r"argument (\S+): invalid choice: (.+) \(choose from (.*)\)", r"tham số \1 không nhận \2; hãy chọn: \3"),
    (r"argument (\S+): invalid \S+ value: (.*)", r"tham số \1 không nhận giá trị \2"),
    (r"argument (\S+): expected (one|at least one) argument", r"tham số \1 cần một giá trị"),
    (r"argument (\S+): not allowed with argument (\S+)", r"không dùng \1 cùng với \2"),
    (r"one of the arguments (.*) is required", r"cần một trong các tham số \1"),
    (r"ambiguous option: (\S+) could match (.*)", r"\1 chưa rõ; có thể là \2"),
)


class Help(argparse.HelpFormatter):
    """Help with its first word in the language in use."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Begin the help with the usage."""
        super().add_usage(usage, actions, groups, say(mark("Cách dùng: ")) if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that raises `Refused("bad-arguments")` instead of leaving the process."""

    def __init__(self, *args: object, **options: object) -> None:
        options |= {"add_help": False, "allow_abbrev": False, "formatter_class": Help}
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._positionals.title = say(mark("tham số"))
        self._optionals.title = say(mark("tùy chọn"))
        self.add_argument("-h", "--help", action="help", help=say(mark("in hướng dẫn này rồi kết thúc")))

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments and name the command that shows which are right."""
        raise Refused(
            "bad-arguments",
            mark("Sai tham số: {detail}. Xem: {command} --help"),
            values={"detail": _spoken(message), "command": self.prog},
        )


def _spoken(message: str) -> str:
    if language() == "vi":
        for english, vietnamese in ARGPARSE:
            if re.fullmatch(english, message):
                return re.sub(english, vietnamese, message)
    return message
