"""What announcing planned stops promises."""
from zope.interface import Attribute, Interface

from ...base.errors import Refused
from ...base.i18n import _

#: States of a stop; the scheduler leads from the first to the third, each by a transaction.
ANNOUNCED, UNDER_WAY, OVER, CALLED_OFF = 'announced', 'under way', 'over', 'called off'
#: What each is called.
STATES = {ANNOUNCED: _('Sắp diễn ra'), UNDER_WAY: _('Đang diễn ra'), OVER: _('Đã kết thúc'),
          CALLED_OFF: _('Đã hủy')}
#: The rule of ``maintenance_rules.csv``: working days between the notice and the stop.
NOTICE = 'notice'


class CannotAnnounce(Refused[str]):
    """Raised with ``reasons``: ``{field name or '': translatable str}``; nothing has changed."""


class IMaintenanceRules(Interface):
    """The ``workdays.rules.Rules`` of planned stops; a utility."""


class IStop(Interface):
    """A planned stop, a ``maintenance.resource.Stop``."""


class IMaintenance(Interface):
    """Announces planned stops of the whole portal.  Never commits."""

    def announce(actor, starts, ends, back, reason, reason_en='', emergency=''):
        """Announce a stop as ``actor``, a principal id, and return the ``Stop``.

        ``starts``, ``ends``: aware ``datetime``; ``back``: when everything is expected to work
        again, ``ends`` or later.  ``emergency``: why it is announced later than the law wants;
        without it the notice must be early enough.  Raises ``CannotAnnounce``.
        """

    def call_off(stop, actor, why):
        """Say that ``stop`` will not be.  Raises ``CannotAnnounce``."""

    basis = Attribute('the law that says how early a notice must be, in Vietnamese')

    def earliest():
        """Return the moment after which a stop may begin that is announced now, aware UTC."""

    def all():
        """Return every ``Stop``, the latest first."""

    def find(number):
        """Return the ``Stop`` with that number, or ``None``."""
