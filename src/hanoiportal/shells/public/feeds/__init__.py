"""Feeds: the newest of each site, section and keyword, as Atom, RSS and JSON Feed (4.2).

A feed is a pure function of the content database like any public page, so the page cache gives it
its ``ETag``.
"""
