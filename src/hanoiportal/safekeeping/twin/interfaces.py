"""What keeping a twin promises."""
from zope.interface import Interface


class ITwinning(Interface):
    """Keeps the static twin of this portal; a utility."""

    def follow(environment, folder=None):
        """Job: bring the twin in ``folder`` up to what was committed last, and return ``(written,
        removed)``.

        ``folder``: that of ``portal.twin`` if ``None``.  Works for some seconds at most and goes
        on at the next look; does nothing while another process does it.
        """

    def forget(environment, folder, oids, since):
        """Bring the twin in ``folder`` up to what was committed last, however long it takes, and
        let nothing in it speak of the object ids ``oids`` any more, its book included.

        Every page is looked at unless that was done since the aware ``since``: lists elsewhere
        name them, too.  Raises ``BlockingIOError`` while another process works on it.
        """

    def make(environment, folder, progress=None):
        """Bring the twin in ``folder`` up to date, all of it; return ``(written, removed)``.

        ``progress``: callable(pages left) now and then.
        """
