"""What import promises to its callers."""
from collections.abc import Mapping

from zope.interface import Interface

from ...base.errors import Refused

ADDED, CHANGED, KEPT = 'added', 'changed', 'kept'
#: What imported content is public on, until the board has looked at it.
BASIS = 'Nhập từ tệp, do đơn vị vận hành thực hiện'


class IImporting(Interface):
    """Takes the lines of one file, in order.  Never commits."""

    def take(number: int, record: Mapping[str, object]) -> str:
        """Do what ``record``, the JSON object of line ``number``, says.

        Returns ``ADDED``, ``CHANGED`` or, of a folder or text that is there already, ``KEPT``.
        A line may be taken twice, when a transaction is run again.
        Raises ``errors.Refused``; nothing has changed then.
        """

    def forget_places() -> None:
        """Look everything up anew: the transaction in which it was found is over."""

    def finish() -> None:
        """Check the whole when all lines are taken.  Raises ``errors.Refused``."""

    def missing() -> list[tuple[int, str, Refused[str]]]:
        """Return number, log-in and refusal of each line of an account whose workplace is no site
        when all lines are taken.
        """
