"""The blocks of home pages: a small class for each kind, and its macro in ``blocks.pt``.

``types/homepage/kinds.py`` says what kinds there are and what an editor may say of each.
"""
