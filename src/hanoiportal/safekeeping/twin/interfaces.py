"""What keeping a twin promises."""
from __future__ import annotations

from typing import TYPE_CHECKING

from zope.interface import Interface

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Collection
    from pathlib import Path

    from ...platform.scheduling.interfaces import IEnvironment


class ITwinning(Interface):
    """Keeps the static twin of this portal; a utility."""

    def follow(environment: IEnvironment, folder: Path | None = None) -> tuple[int, int]:
        """Job: bring the twin in ``folder`` up to what was committed last, and return ``(written,
        removed)``.

        ``folder``: that of ``portal.twin`` if ``None``.  Works for some seconds at most and goes
        on at the next look; does nothing while another process does it.
        """

    def forget(
            environment: IEnvironment, folder: Path, oids: Collection[int],
            since: datetime.datetime) -> None:
        """Bring the twin in ``folder`` up to what was committed last, however long it takes, and
        let nothing in it speak of the object ids ``oids`` any more, its book included.

        Every page is looked at unless that was done since the aware ``since``: lists elsewhere
        name them, too.  Raises ``BlockingIOError`` while another process works on it.
        """

    def make(
            environment: IEnvironment, folder: Path,
            progress: Callable[[int], None] | None = None) -> tuple[int, int]:
        """Bring the twin in ``folder`` up to date, all of it; return ``(written, removed)``.

        ``progress``: is given the number of pages left now and then.
        """
