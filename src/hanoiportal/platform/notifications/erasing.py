"""Forgetting what people were told of what is to be gone for good."""
import datetime

from ...base.clock import UTC


def forget_notices(portal, gone, registry):
    """Eraser: nobody has a notice of ``gone``."""
    for account in portal['accounts'].values():
        for number, (_kind, oid, *_more) in list(
                () if account.notices is None else account.notices.entries.items()):
            told_at = datetime.datetime.fromtimestamp(number / 1_000_000, UTC)
            if gone.tells(oid, told_at):
                account.notices.drop(number)
