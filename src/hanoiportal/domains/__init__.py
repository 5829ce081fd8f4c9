"""Tên miền: which host names a component site may have (clauses 5.2.b, 5.2.c, 28.14)."""
