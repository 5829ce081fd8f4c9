"""What a search found, as HTML: rendered once for as long as the same is shown of it."""
from ....base.i18n import _
from ..page.kept import IFound, kept_of_item
from ..page.shared import templates

TITLE = _('Tìm kiếm')
#: Of what is shown all that differs between the searches of a site in a language; the rest of it
#: is read from these and from the site.
_DIFFERENT = ('typed', 'former', 'pins', 'meant', 'total', 'hits', 'groups', 'tags')


def rendered_found(page, shown):
    """Return the HTML of what is ``shown`` of a search within the frame of the ``Layout``
    ``page``.
    """
    known = templates(page.request)

    def render():
        return known['found'](page=page, link=page.request.link, macros=known['macros'].macros,
                              title=TITLE, **shown)

    return kept_of_item(page, (), _key(shown), render, IFound)


def _key(shown):
    paging = shown['paging']
    return (*map(shown.get, _DIFFERENT), *shown['filters'].fields.items(),
            paging and (paging.batch.page, paging.batch.pages))
