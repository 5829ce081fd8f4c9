"""A project or tender in the words of schema.org."""


def linked_data(item, text, address):
    """Return what makes the thing a ``Project``: number, days, who pays and who runs it."""
    return {
        '@type': 'Project', 'identifier': item.code or None,
        'foundingDate': item.begins.isoformat() if item.begins else None,
        'dissolutionDate': item.ends.isoformat() if item.ends else None,
        'location': {'@type': 'Place', 'name': item.place} if item.place else None,
        'sponsor': _body(item.sponsor), 'parentOrganization': _body(item.owner_unit),
        'member': _body(item.investor),
        'funding': {'@type': 'MonetaryGrant', 'amount': {
            '@type': 'MonetaryAmount', 'value': item.funding, 'currency': item.currency}}
        if item.funding else None}


def _body(name):
    return {'@type': 'Organization', 'name': name} if name else None
