"""A link in the words of schema.org."""


def linked_data(item, text, address):
    """Return what makes the thing a ``GovernmentService`` in a section of procedures, where links
    lead to the public service portal (4.2.c); else a ``WebPage``.
    """
    if getattr(item.__parent__, 'listing', '') != 'procedures':
        return {'@type': 'WebPage', 'significantLink': item.url}
    return {'@type': 'GovernmentService', 'serviceType': getattr(text, 'field', '') or item.field,
            'availableChannel': {'@type': 'ServiceChannel', 'serviceUrl': item.url}}
