"""List what visitors often searched for and did not find, the most asked first.

One line for each: how many times, the last day, the words.  A query is listed once it has found
nothing five times; it says nothing of who asked.
"""
from ...discovery.search.unanswered import unanswered_of


def add_arguments(parser):
    """It takes none."""


def run(environment, options):
    """Print the list."""
    for query, number, day in unanswered_of(environment.portal).often():
        print(f'{number}\t{day}\t{query}')
