"""What the hours of the press promise to their callers."""
from zope.interface import Interface

#: Names of the rules: a spokesperson is made known; an incident is spoken of.
SPOKESPERSON, STATEMENT = 'spokesperson', 'statement'
#: ``Section.listing`` of the sections in which bodies speak to the press.
LISTING = 'press'


class IPressRules(Interface):
    """The rules of ``press_rules.csv``, those of the past too; a utility."""

    def rule(name, moment):
        """Return the ``rules.Rule`` of that name in force at the aware ``moment``, or ``None``."""


class IPress(Interface):
    """Starts and stops the clock of a press statement, for one asker.  Never commits.

    The verb raises ``errors.Refused`` and sends a ``Deed``; ``actor`` is the id of an
    account.  No field of the item is changed: that needs an approval.
    """

    def reasons_against_counting(item):
        """Return why the asker cannot start or stop the clock of ``item``; ``[]`` if they can."""

    def count(item, since, actor):
        """Count from ``since``, an aware ``datetime`` that is not ahead; ``None`` stops it."""
