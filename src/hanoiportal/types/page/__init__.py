"""Trang thông tin cố định: standing information, reviewed from time to time (clause 17).

Who writes: the site's editors.  Who approves: its Editorial Board.  Who reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
