"""Tổng quan: figures of today and of a month as plots with tables, each leading to its events.

For the board of a site, of its own; for who manages or inspects, of each site and of all together
(clauses 27.4, 28.5, 28.12).  The desk's pages alone: figures come from the snapshot of compliance,
the due index, the windows of today and the ledger; nothing is stored here.
"""
