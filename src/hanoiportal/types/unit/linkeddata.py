"""A unit in the words of schema.org."""
from ...kernel.tree.lookup import is_listed


def linked_data(item, text, address):
    """Return what makes the thing a ``GovernmentOrganization``: contacts, what it belongs to."""
    above = item.superior
    return {
        '@type': 'GovernmentOrganization', 'telephone': item.phone, 'email': item.email,
        'address': getattr(text, 'address', '') or item.address,
        'parentOrganization': {'@id': address(above)} if above and is_listed(above) else None}
