"""Kênh thông tin chính thức: a registered channel of an agency beside the portal (clause 4.2.b).

Decree 224/2026/NĐ-CP, article 10.3, has agencies publish their channels: one without the record
of its permission cannot be published.  Who writes: the site's editors.  Who approves: its
Editorial Board.  Who reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
