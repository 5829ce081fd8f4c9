"""Forgetting what was typed and not saved of what is to be gone for good."""
from ...kernel.storage.interfaces import DRAFTS
from .resource import KEY


def forget_drafts(portal, gone, registry):
    """Eraser: drafts of ``gone``, and all drafts of accounts that are gone."""
    drafts = portal._p_jar.get_connection(DRAFTS).root().get(KEY)
    people = {} if drafts is None else drafts.by_person
    for account_id in [each for each in gone.accounts if each in people]:
        del people[account_id]
    oids = {str(oid) for oid in (*gone.resources, *gone.pasts)}
    for account_id, kept in list(people.items()):
        for key in [key for key in kept if key.partition('.')[0] in oids]:
            del kept[key]
        if not kept:
            del people[account_id]
