"""What is told of an open case.  Renaming this module needs an upgrade step."""
import datetime
from typing import NamedTuple


class OpenCase(NamedTuple):
    """Hồ sơ đang giải quyết, in public: no number, no code, no word of what was sent.

    ``kind``, ``state``, ``field``: as the register of cases has them.  ``received``, ``due``:
    local days; ``due`` ``None`` where nothing is due.  ``is_late``: at the moment of the snapshot.
    """

    received: datetime.date
    kind: str
    state: str
    field: str
    due: datetime.date | None
    is_late: bool
