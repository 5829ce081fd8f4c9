"""Which text of an item a page of the desk is about: the item's own, or that in one language; what
it says besides prose.
"""
from colander import SchemaNode
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound

from ....base.i18n import DEFAULT
from ....base.permissions import VIEW
from ....kernel.tree.lookup import in_work
from ....kernel.tree.resources import Described
from ....kernel.tree.values import values_of, written
from ....web.forms.fields import FILE, HTML, PICTURES, TEXT, fields_of

LANGUAGE = 'language'
#: What ``facts_of`` leaves out.
_PROSE = frozenset({FILE, HTML, PICTURES, TEXT})


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


def facts_of(document: Described, schema: SchemaNode) -> list[tuple[str, str]]:
    """Return title and value of each field of ``schema`` that ``document``, or a copy of one, has
    filled in and that is no prose: of a legal document its kind, number, signer and days.
    """
    fields = fields_of(schema, written(schema, values_of(document, schema)))
    return [(each.title, each.shown) for each in fields
            if each.value and each.name != 'title' and each.kind not in _PROSE]
