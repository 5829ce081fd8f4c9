"""The pages of sections of special kinds: one module for each ``listing`` of a section.

Each is a view of ``Section`` with the predicate ``listing`` that extends ``SectionPage``; its
template fills ``sectionpage``.
"""
