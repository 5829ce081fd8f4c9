"""Who somebody is.  Renaming this module needs an upgrade step."""
import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """Danh tính đã xác nhận: what the provider says of somebody, as little as is of use.

    ``name``: as they are registered.  ``pseudonym``: by it the same person is known again by this
    portal and by nobody else; the number of no document.  ``level``: of the electronic identity,
    a number of ``identity_levels.csv``, or 0: then the name is the number of a
    mobile telephone.  ``at``: aware UTC, when they were confirmed.
    """

    name: str
    pseudonym: str
    level: int
    at: datetime.datetime
