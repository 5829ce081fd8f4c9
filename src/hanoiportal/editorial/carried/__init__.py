"""Bài dẫn lại: the desk's pages of what a site carries from others, and of its standing rule.

For the boards: what a source says now and readers are not shown yet, accepting it, ending it, and
the rule by which what the city offers is carried at once (12.1).
"""
