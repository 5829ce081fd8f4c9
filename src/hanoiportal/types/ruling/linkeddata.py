"""A commendation or sanction in the words of schema.org."""


def linked_data(item, text, address):
    """Return what makes the thing a ``Report`` of a decision: number, day, who took it."""
    return {
        '@type': 'Report', 'reportNumber': item.number or None,
        'dateCreated': item.decided.isoformat() if item.decided else None,
        'creator': {'@type': 'Organization', 'name': item.authority} if item.authority else None,
        'mentions': {'@type': 'Thing', 'name': item.recipient} if item.recipient else None}
