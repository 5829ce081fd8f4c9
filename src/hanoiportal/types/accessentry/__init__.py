"""Danh mục thông tin phải được công khai: one piece of information each (clause 4.1).

Decree 13/2018/NĐ-CP, articles 6 and 11.  Who writes: the site's editors.  Who approves: its
Editorial Board.  Who reads: anyone.  What the law says of asking for the rest is
``participation.informationrequests``.
"""


def includeme(config):
    config.scan_all('.')
