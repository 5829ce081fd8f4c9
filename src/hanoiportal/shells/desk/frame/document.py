"""Which text of an item a page of the desk is about: the item's own, or that in one language."""
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound

from ....base.i18n import DEFAULT
from ....base.permissions import VIEW
from ....kernel.tree.lookup import in_work

LANGUAGE = 'language'


def document_asked(item, request):
    """Return the item, or its translation that ``language`` names in the query or form.

    Raises ``HTTPNotFound`` if there is none, and ``HTTPForbidden`` if the asker may not see it.
    """
    language = request.params.get(LANGUAGE, DEFAULT)
    found = item if language == DEFAULT else item.translations.get(language)
    if found is None:
        raise HTTPNotFound
    if not request.has_permission(VIEW, in_work(found)):
        raise HTTPForbidden
    return found
