"""A channel of the city in the words of schema.org."""


def linked_data(item, text, address):
    """Return what makes the thing a ``Service`` that is reached at the channel."""
    return {
        '@type': 'Service', 'serviceType': item.kind,
        'availableChannel': {
            '@type': 'ServiceChannel', 'serviceUrl': item.url or None,
            'servicePhone': {'@type': 'ContactPoint', 'name': item.contact}
            if item.contact else None},
        'provider': {'@type': 'GovernmentOrganization', 'name': item.owner_unit}
        if item.owner_unit else None}
