"""A person in office in the words of schema.org."""


def linked_data(item, text, address):
    """Return what makes the thing a ``Person``: position, unit, official contacts."""
    unit = getattr(text, 'unit', '') or item.unit
    return {
        '@type': 'Person', 'jobTitle': getattr(text, 'position', '') or item.position,
        'worksFor': {'@type': 'GovernmentOrganization', 'name': unit} if unit else None,
        'telephone': item.phone, 'email': item.email}
