"""How desk and console name people, and on what they were given a role."""
import re

from ...base.i18n import _
from ...base.interfaces import IPortal
from ...kernel.security.authorization.grants import Grant
from ...kernel.tree.lookup import in_language
from ...kernel.tree.resources import Described

#: What the id of an account looks like (``authentication.accounts``); commands have other names.
PERSON = re.compile('u[0-9a-f]{16}')
GONE, SYSTEM = _('Tài khoản không còn'), _('Hệ thống')
INSTALLED = _('Khi cài đặt hệ thống')


def person(portal: IPortal, principal: str | None) -> str:
    """Return the full name of the account with the id ``principal``, never a log-in name."""
    if not principal:
        return ''
    account = portal['accounts'].by_id.get(principal)
    if account is None:
        return GONE if PERSON.fullmatch(principal) else SYSTEM
    return str(account.full_name or account.id)


def name_of(portal: IPortal, principal: str) -> str:
    """Return the title of the group, or the name of the account, with the id ``principal``."""
    group = portal['accounts'].groups.get(principal)
    return person(portal, principal) if group is None else group.title


def basis_of(given: Grant) -> str:
    """Return on what a role was ``given``; what the installation gave, in words."""
    return basis_in_words(given.basis)


def basis_in_words(basis: str) -> str:
    """Return ``basis``; in place of the command that installed the portal, words."""
    return INSTALLED if basis.startswith('bin/portal ') else basis


def named(place: Described, tag: str) -> Described:
    """Return the text that names ``place`` in the language ``tag``: its public translation where
    it has one, else ``place`` itself.
    """
    return in_language(place, tag) if hasattr(place, 'translations') else place
