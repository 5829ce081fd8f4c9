"""Statistics in the words of schema.org."""
from .figures import FIGURES_FILE


def linked_data(item, text, address):
    """Return what makes the thing a ``Dataset``: of when, by which method, where to take it."""
    figures = {'@type': 'DataDownload', 'encodingFormat': 'text/csv',
               'contentUrl': address(item, FIGURES_FILE)}
    return {
        '@type': 'Dataset', 'temporalCoverage': str(item.year) if item.year else None,
        'measurementTechnique': getattr(text, 'method', '') or item.method,
        'variableMeasured': item.unit, 'distribution': figures if item.figures else None,
        'creator': {'@type': 'GovernmentOrganization', 'name': item.issuer}
        if item.issuer else None}
