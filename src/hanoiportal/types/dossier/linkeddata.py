"""A strategy, plan or public file in the words of schema.org."""


def linked_data(item, text, address):
    """Return what makes the thing a ``Report``: number, years, who issued it when."""
    years = [str(year) for year in dict.fromkeys((item.begins, item.ends)) if year]
    return {
        '@type': 'Report', 'reportNumber': item.number or None,
        'temporalCoverage': '/'.join(years) or None,
        'dateCreated': item.approved.isoformat() if item.approved else None,
        'creator': {'@type': 'GovernmentOrganization', 'name': item.issuer}
        if item.issuer else None}
