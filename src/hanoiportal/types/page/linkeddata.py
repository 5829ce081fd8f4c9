"""A standing page in the words of schema.org."""


def linked_data(item, text, address):
    """Return what makes the thing an ``Article``, and which unit answers for it."""
    return {'@type': 'Article', 'headline': text.title,
            'maintainer': {'@type': 'GovernmentOrganization', 'name': item.owner_unit}
            if item.owner_unit else None}
