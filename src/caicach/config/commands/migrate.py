"""`caicach migrate`: bring the database up to date, whichever server it is on."""

import argparse

from caicach.config.prepare import fingerprint, load_law, unapplied
from caicach.config.wording import say
from caicach.kit.words import mark

HELP = mark("cập nhật cơ sở dữ liệu và dữ liệu pháp lý")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""
    del parser


def run(args: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    """The migrations were applied when the command got its database; the law's data are looked at once more."""
    del args
    load_law()
    left = unapplied()
    text = say(mark("Cơ sở dữ liệu đã được cập nhật; còn lại: {count}"), count=len(left))
    return int(bool(left)), {"unapplied": left, "code": fingerprint()}, text
