"""Đồ họa thông tin: a drawing, and all that it says in words (clauses 4.2, 6.7, 11).

Who writes: the site's editors.  Who approves: its Editorial Board.  Who reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
