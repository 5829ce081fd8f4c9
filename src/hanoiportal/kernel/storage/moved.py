"""Where modules stood that a pickle names: data from before the districts open as they are.

A pickle names each class by its module.  A record gets the name of today when it is next written.
"""

#: Dotted names below ``hanoiportal``, of packages and of modules, then and now.
MOVED: dict[str, str] = {
    'audit': 'safekeeping.audit',
    'boards': 'editorial.boards',
    'catalog': 'discovery.catalog',
    'citizens': 'participation.identities',
    'clarifications': 'editorial.clarifications',
    'comments': 'content.comments',
    'contenttypes': 'types',
    'drafts': 'content.drafts',
    'editorial.standing': 'editorial.standingpages',
    'erasure': 'content.erasure',
    'links': 'content.links',
    'locking': 'content.locking',
    'maintenance': 'platform.maintenance',
    'notifications': 'platform.notifications',
    'previews': 'content.previews',
    'recyclebin': 'content.recyclebin',
    'redirects': 'content.redirects',
    'releases': 'editorial.releases',
    'scheduling': 'platform.scheduling',
    'search': 'discovery.search',
    'security.accounts': 'kernel.security.authentication.accounts',
    'security.attempts': 'kernel.security.authentication.attempts',
    'security.ended': 'kernel.security.authentication.ended',
    'security.grants': 'kernel.security.authorization.grants',
    'security.groups': 'kernel.security.authorization.groups',
    'security.usage': 'kernel.security.authentication.usage',
    'standing': 'editorial.standingpages',
    'suspension': 'editorial.suspension',
    'tasks': 'editorial.tasks',
    'translations': 'content.translations',
    'tree': 'kernel.tree',
    'tree.upload': 'kernel.inspection.upload',
    'versions': 'content.versions',
    'visits': 'oversight.visits',
    'workflow': 'kernel.workflow',
}
#: Classes that got another name, by their module and name of then.
RENAMED: dict[tuple[str, str], tuple[str, str]] = {
    ('security.accounts', 'Review'): (
        'kernel.security.authentication.accounts', 'AccountReview'),
    ('kernel.security.authentication.accounts', 'Review'): (
        'kernel.security.authentication.accounts', 'AccountReview'),
    ('platform.duties.interfaces', 'Publication'): ('platform.duties.published', 'Publication'),
    ('participation.consultations.interfaces.comments', 'Batch'): (
        'participation.batches.interfaces.sources', 'Batch'),
    ('participation.batches.interfaces', 'Batch'): (
        'participation.batches.interfaces.sources', 'Batch'),
    ('participation.dialogues.interfaces', 'AnswerBatch'): (
        'participation.batches.interfaces.sources', 'Batch'),
    ('participation.identities.resource', 'TelephoneBook'): (
        'platform.sms.resource', 'TelephoneBook'),
    ('participation.identities.resource', 'TelephoneCode'): (
        'platform.sms.resource', 'TelephoneCode'),
    ('catalog.textindex.shelf', 'Shelf'): (
        'discovery.catalog.textindex.segmentset', 'SegmentSet'),
}
_ROOT = 'hanoiportal'


def name_of_today(module: str, name: str) -> tuple[str, str]:
    """Return the module and the name in it of what a pickle calls ``name`` in ``module``."""
    root, *parts = module.split('.')
    if root != _ROOT:
        return module, name
    renamed = RENAMED.get(('.'.join(parts), name))
    if renamed is not None:
        return f'{_ROOT}.{renamed[0]}', renamed[1]
    for length in range(len(parts), 0, -1):
        found = MOVED.get('.'.join(parts[:length]))
        if found is not None:
            return '.'.join([_ROOT, found, *parts[length:]]), name
    return module, name
