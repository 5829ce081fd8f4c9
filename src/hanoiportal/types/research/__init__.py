"""Chương trình, đề tài khoa học: a science programme or project (clause 13.1.f).

Who writes: the editors of the body that orders or accepts it.  Who approves: its Editorial Board.
Who reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
