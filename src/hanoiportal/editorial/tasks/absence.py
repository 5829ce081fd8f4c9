"""Who acts for whom while they are absent."""


def substitutions_of(portal):
    """Return ``{id of who is absent: Substitution}``, in force or not."""
    return getattr(portal, 'substitutions', None) or {}


def acting_for(portal, account, now):
    """Return the ids of those whose tasks ``account``, an id, may do at ``now``: itself among
    them, and those for whom the absent act whom it stands in for.
    """
    in_force = [each for each in substitutions_of(portal).values() if each.holds(now)]
    return _closed({account}, [(each.substitute, each.absent) for each in in_force])


def deputises_for(portal, account, now):
    """Return the ids of those who may do the tasks of ``account`` at ``now``, it among them."""
    in_force = [each for each in substitutions_of(portal).values() if each.holds(now)]
    return _closed({account}, [(each.absent, each.substitute) for each in in_force])


def _closed(found, pairs):
    """Return ``found`` and all that ``pairs`` lead to from there."""
    added = {after for before, after in pairs if before in found} - found
    return _closed(found | added, pairs) if added else found
