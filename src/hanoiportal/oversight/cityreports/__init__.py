"""Báo cáo của các trang: who has sent the report of a period, who owes it (28.9, 33.8).

For the board of the city, the owner body and those who inspect: the state of the reports of all
sites, reminders to many at once, and the way to each report that was sent.
"""
