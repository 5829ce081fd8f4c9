"""Tệp tin: a document or data set to be downloaded (clauses 3.3, 11.1).

Who writes: the site's editors.  Who approves: its Editorial Board.  Who reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
