"""A process that writes the columnar copy of the trial room without end, to be killed: `python writer.py`."""

import itertools
import sys

import django

django.setup()

from caicach.facts import register as facts  # noqa: E402
from caicach.facts.services import copy as writing  # noqa: E402
from caicach.figures import register  # noqa: E402
from caicach.figures.services.sum_days import sum_days  # noqa: E402
from figures import trial  # noqa: E402


def main(first: int) -> None:
    """Tell of things from that number on; follow, sum, compact and rebuild in turn."""
    facts._TABLES.clear()
    register._DECLARED.clear()
    facts.register(trial.TABLE)
    facts.register(trial.STANDING)
    for function in trial.FIGURES:
        register.figure(title=function.__name__, definition=function.__name__)(function)
    for number in itertools.count(first):
        thing = trial.Thing(number, spans=((trial.YEAR.first, None),))
        trial.tell(thing)
        generation = writing.follow()
        print("written", flush=True)
        trial.tell(thing.later(unit=2))
        if generation and number % 3 == 0:
            with writing.writing() as mine:
                if mine:
                    writing._compact(generation)
        elif number % 3 == 1:
            writing.rebuild()
        sum_days(writing.follow() or generation)


if __name__ == "__main__":
    main(int(sys.argv[1]))
