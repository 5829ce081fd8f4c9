"""Cổng trình diễn: a portal filled with made-up content, for trials and training (20.1).

``bin/portal demo`` writes it as the lines that ``bin/portal import`` takes, from the texts of
``config/demo``; the same texts and the same day give the same lines.
"""
