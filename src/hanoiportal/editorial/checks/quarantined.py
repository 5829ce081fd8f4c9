"""Files that nobody may be given yet, or ever (``quarantine``)."""
from collections.abc import Iterator

from ...base.i18n import _
from ...kernel.inspection.upload import StoredFile
from .draft import Draft
from .interfaces import FORBIDDEN, Finding

_WAITING = _('Tệp “${filename}” chưa được quét mã độc: Cổng tự quét lại, xong mới phê duyệt được.')
_INFECTED = _('Tệp “${filename}” chứa mã độc (${name}): hãy thay bằng tệp khác.')


def quarantined(draft: Draft) -> Iterator[Finding]:
    """Yield what stands against each file of ``draft`` that is in quarantine."""
    for name, value in draft.values.items():
        if isinstance(value, StoredFile) and value.waiting:
            said = _INFECTED if value.malware else _WAITING
            yield Finding('quarantine', FORBIDDEN, name, _(said, mapping={
                'filename': value.filename, 'name': value.malware}))
