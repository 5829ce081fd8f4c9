"""Sự kiện, lịch làm việc: something that takes place (clause 13.1.a; Decree 43/2011/NĐ-CP article
10.1.c); dialogues, hearings and press conferences that people follow live (clauses 8.5, 28.11).

Who writes: the site's editors.  Who approves: its Editorial Board.  Who reads: anyone.
"""


def includeme(config):
    config.scan_all('.')
