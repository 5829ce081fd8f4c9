"""Liên kết: a service or source outside the portal (clauses 4.2.b, 4.2.c).

Who writes: the site's editors.  Who approves: its Editorial Board.  Who reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
