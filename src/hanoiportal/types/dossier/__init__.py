"""Hồ sơ công khai: strategies, planning, plans, budgets, land use (clause 13.1.d).

Who writes: the editors of the body that issued it.  Who approves: its Editorial Board.  Who
reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
