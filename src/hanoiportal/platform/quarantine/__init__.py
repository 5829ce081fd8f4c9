"""Cách ly: a file that no scanner has found harmless yet is given to nobody (clauses 8.1, 23).

It came while ClamAV was away.  Its item cannot be approved, its address answers as if there were
nothing, nothing is made of it; the scheduler asks again until there is an answer.
"""
from .waiting import SCAN


def includeme(config):
    config.add_due(SCAN)
