"""Hình ảnh: a picture with its description for those who do not see it (clauses 3.3, 6.7).

Who writes: the site's editors.  Who approves: its Editorial Board.  Who reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
