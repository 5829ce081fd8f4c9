"""What a row of search results says of the same text on other sites: how many, and where."""
from html import escape

from ....base.i18n import _

SAME = _('và ${number} trang cùng nội dung ở nơi khác')
_LINK = '<p class="same"><a href="{}">{}</a></p>\n'


def links_to_copies(filters, found):
    """Return the HTML below each row, ``''`` for none: a link to the results in which each of the
    same pages has a row.

    ``filters``: the ``Filters``.  ``found``: a ``catalog.Found``.
    """
    if not any(found.alike):
        return ('',) * len(found.alike)
    say, number = filters.page.request.localizer.translate, found.batch.page
    address = escape(filters.address({
        'copies': 'all', 'page': str(number) if number > 1 else ''}))
    return tuple(others and _LINK.format(address, escape(say(SAME % {'number': others}))) or ''
                 for others in found.alike)
