"""Forgetting the uploads of accounts that are to be gone for good."""
from ...base.interfaces import IPortal
from ...content.erasure.interfaces import Erased
from ...kernel.storage.interfaces import DRAFTS
from .resource import KEY


def forget_uploads(portal: IPortal, gone: Erased, _registry: object) -> None:
    """Eraser: all uploads of the accounts that are ``gone``."""
    kept = portal[DRAFTS].mounted().get(KEY)
    for account in gone.accounts if kept is not None else ():
        kept.pop(account, None)
