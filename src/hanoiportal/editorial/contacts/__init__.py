"""Thông tin liên hệ của cơ quan: how the office of each site is reached (clauses 6, 12.1.b).

Who writes: the manager of a site in its form, or an operator from a file.  Readers are shown what
the body has confirmed, and nothing else.
"""
