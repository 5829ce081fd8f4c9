"""How the console names things: resources, people, times."""
from ....base.i18n import DEFAULT, _
from ....base.interfaces import IInternal
from ....kernel.security.authentication.accounts import Account, Accounts
from ....kernel.tree import MountPoint
from ....kernel.workflow.interfaces import TITLES as STATES
from ...frame.wording import named

HOME = _('Cổng')
#: What people call the parts of a portal that are no content types.
PARTS = {Accounts: _('Danh sách tài khoản'), Account: _('Tài khoản'),
         MountPoint: _('Cơ sở dữ liệu khác')}


def name_of(resource):
    """Return what stands for ``resource`` in a path: its name, a word for the root."""
    return getattr(resource, '__name__', None) or HOME


def title_of(resource, tag=DEFAULT):
    """Return the title of ``resource`` in the language ``tag``, its name if it has none."""
    return getattr(named(resource, tag), 'title', '') or name_of(resource)


def type_of(resource, registry):
    """Return what people call the type of ``resource``; the class's name for inner objects."""
    title = registry.content.metadata(resource, 'title')
    return title or PARTS.get(type(resource), type(resource).__name__)


def state_of(resource):
    """Return the title of the state of ``resource``, ``''`` if it has none that matters."""
    if IInternal.providedBy(resource):
        return ''
    return STATES.get(getattr(resource, 'state', None), '')
