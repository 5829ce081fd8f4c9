"""A science programme or project in the words of schema.org."""


def linked_data(item, text, address):
    """Return what makes the thing a ``ResearchProject``: number, days, who leads it."""
    return {
        '@type': 'ResearchProject', 'identifier': item.code or None,
        'foundingDate': item.begins.isoformat() if item.begins else None,
        'dissolutionDate': item.ends.isoformat() if item.ends else None,
        'knowsAbout': item.field or None,
        'parentOrganization': {'@type': 'Organization', 'name': item.host} if item.host else None,
        'member': {'@type': 'Person', 'name': item.leader} if item.leader else None,
        'funding': {'@type': 'MonetaryGrant', 'amount': {
            '@type': 'MonetaryAmount', 'value': item.funding, 'currency': item.currency}}
        if item.funding else None}
