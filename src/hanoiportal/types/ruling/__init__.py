"""Khen thưởng, xử phạt: a decision that commends or sanctions somebody (clause 13.1.a).

Who writes: the editors of the body that decided.  Who approves: its Editorial Board, which looks
at what the law lets be public of a person.  Who reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
