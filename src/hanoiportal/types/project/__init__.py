"""Dự án, gói thầu: an investment project, a tender or a public purchase (clause 13.1.d).

Its fields are those of Decree 43/2011/NĐ-CP, article 10.  Who writes: the editors of the body
that owns it.  Who approves: its Editorial Board.  Who reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
