"""Thông tin thống kê: figures with their report, method, analysis and time (clause 13.1.g).

What it must carry is that of Decree 43/2011/NĐ-CP, article 12.  Who writes: the editors of the
body that releases the figures.  Who approves: its Editorial Board.  Who reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
