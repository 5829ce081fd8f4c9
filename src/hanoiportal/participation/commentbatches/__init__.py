"""Công khai ý kiến đã góp: public texts of comments on drafts, in batches (clause 4.3).

For who writes them, and the board that approves: one page of each draft in the desk.
"""
