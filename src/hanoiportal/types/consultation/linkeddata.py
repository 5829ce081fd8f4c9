"""A consultation in the words of schema.org."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...kernel.tree.content import Address
    from .resource import Consultation


def linked_data(item: Consultation, text: Consultation, address: Address) -> dict[str, object]:
    """Return what makes the page a draft of ``Legislation``.  ``text``: of the language."""
    return {
        '@type': 'Legislation', 'creativeWorkStatus': 'Draft',
        'legislationType': item.document_kind,
        'author': {'@type': 'GovernmentOrganization', 'name': item.drafting_body},
        'temporalCoverage': (f'{item.opens.isoformat()}/{item.closes.isoformat()}'
                             if item.opens and item.closes else None)}
