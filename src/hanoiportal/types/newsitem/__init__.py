"""Tin, bài: news and articles (clauses 13.1.a, 13.2, 15.2.a).

Who writes: the site's editors.  Who approves: its Editorial Board.  Who reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
