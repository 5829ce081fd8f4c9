"""Đơn vị, phòng, ban: a unit of the body, with its functions (clause 13.1.a; Decree 224/2026/NĐ-CP
article 9.1.b).

Who writes: the site's editors.  Who approves: its Editorial Board.  Who reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
