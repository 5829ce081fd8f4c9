"""Hỏi đáp, phản ánh toàn Thành phố: how many cases each site has, and how many are late (7.5).

For the managing body, the head of the city's board and the inspectors (``AUDIT``), who see
nothing of what was sent and by whom.
"""
