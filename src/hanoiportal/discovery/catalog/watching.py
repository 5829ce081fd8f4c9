"""Whether what is found is what there is: the indexes are there, and folded in."""
from .indexes import FACETS

#: Pending texts beyond which questions are noticeably slower.
MANY = 5_000
REMEDY = 'run "bin/portal reindex"'


def complete(_registry, portal):
    """Check, for readiness: every index that this build asks is in the database."""
    if portal is None:
        return ''
    missing = sorted({*FACETS, 'text'} - set(portal.indexes.catalog))
    return f'the search index has no {", ".join(missing)}: {REMEDY}' if missing else ''


def caught_up(_registry, portal):
    """Check: no great number of texts waits to be folded in."""
    text = portal and portal.indexes.catalog.get('text')
    if text is None:
        return ''
    pending = text.pending()
    return f'{pending} texts wait to be folded into the search index' if pending > MANY else ''
