"""An entry of the catalogue of what must be public, in the words of schema.org."""


def linked_data(item, text, address):
    """Return what makes the thing a ``DigitalDocument``: number, days, where it is."""
    return {
        '@type': 'DigitalDocument', 'identifier': item.number or None, 'url': item.url or None,
        'isAccessibleForFree': True,
        'dateCreated': item.drawn_up.isoformat() if item.drawn_up else None,
        'contentLocation': {'@type': 'Place', 'name': item.location} if item.location else None,
        'creator': {'@type': 'GovernmentOrganization', 'name': item.owner_unit}
        if item.owner_unit else None}
