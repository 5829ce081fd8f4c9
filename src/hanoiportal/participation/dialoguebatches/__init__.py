"""Đợt trả lời, lưu trữ: answers of a live dialogue before the board (clauses 8.5, 28.11).

For who writes them, and the board that approves: three pages of each dialogue in the desk.
"""
