"""A public row.  Renaming this module needs an upgrade step."""
import datetime
from typing import NamedTuple


class PublicRow(NamedTuple):
    """Dòng công khai.  ``register``: its name.  ``number``: of the row.  ``approved``: local day
    on which it was moved into the public state.  ``texts``: its public fields in the order of the
    declaration, as they are typed.
    """

    register: str
    number: int
    approved: datetime.date
    texts: tuple[str, ...]
