"""Lãnh đạo, cán bộ: who leads a body, speaks for it or answers its telephone (clauses 13.1.a,
28.10; Decree 224/2026/NĐ-CP article 9.1.b, Decree 244/2026/NĐ-CP).

Who writes: the site's editors.  Who approves: its Editorial Board.  Who reads: anyone.  Nothing
private: official telephone numbers and mailboxes alone (Law 91/2025/QH15).
"""


def includeme(config):
    config.scan_all('.')
