"""What the reviews of standing pages promise to their callers."""
from zope.interface import Interface


class IStanding(Interface):
    """Keeps the reviews of the standing pages (Điều 17), for one asker.  Never commits.

    The verbs raise ``errors.Refused`` and send a ``Deed``; days are local dates,
    ``actor`` is the id of an account.  No field of the page is changed: that needs an approval.
    """

    def reasons_against_reviewing(page):
        """Return why the asker cannot review ``page``; ``[]`` if they can."""

    def reasons_against_ordering(page):
        """Return why the asker cannot order a review of ``page`` or ask others to take part."""

    def review(page, due, actor, note=''):
        """Record that ``page`` was reviewed and is still right; the next review is by ``due``."""

    def order(page, due, actor, note):
        """Let ``page`` be reviewed by ``due``, for the reason in ``note``."""

    def ask(page, name, address, question, due, actor):
        """Ask an agency by mail to look at ``page`` by ``due``, and return the ``CoReview``."""

    def answered(page, number, answer, actor):
        """Write down what the agency has answered."""
