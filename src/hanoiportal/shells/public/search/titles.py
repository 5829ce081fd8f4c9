"""Titles as results and suggestions show them: what a reader tells one from another by.

A document of law goes by its day and by what it is about; a standing page, which all offices have
under the same title, by its office.
"""
from ....types.page.resource import Page
from ..lists.labels import headline_of
from ..lists.rows import other_site
from ..page.wording import Wording


def full_title(page, item) -> Wording:
    """Return the title of ``item`` with what tells it from others, on the ``Layout`` ``page``."""
    title: Wording = headline_of(page, item)
    site = other_site(page, item) if isinstance(item, Page) else None
    if site is None or site[0].text in title.text:
        return title
    return title._replace(text=f'{title.text} – {site[0].text}')
