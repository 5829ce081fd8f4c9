"""What becomes of a file of Office that somebody sends, as to the fonts of its text."""
import json
from io import BytesIO
from pathlib import Path

from ....base.i18n import _
from ....kernel.inspection.signatures import BadFile, Binary
from ..program import isolated

_LOOK = Path(__file__).parent / 'look.py'
_OFFICE = 'application/vnd.openxmlformats-officedocument.'
_KINDS = {
    f'{_OFFICE}wordprocessingml.document': 'docx', 'application/msword': 'doc',
    f'{_OFFICE}spreadsheetml.sheet': 'xlsx', 'application/vnd.ms-excel': 'xls',
    f'{_OFFICE}presentationml.presentation': 'pptx', 'application/vnd.ms-powerpoint': 'ppt'}
_MOST_PLACES = 8
_REASONS = {
    'docx': _('Tệp “${filename}” có chữ trong phông cũ (${fonts}) mà Cổng không tự chuyển được, ở '
              'đoạn ${places}; hãy chuyển sang Unicode (TCVN 6909:2001) rồi gửi lại.'),
    'xlsx': _('Tệp “${filename}” có chữ trong phông cũ (${fonts}) mà Cổng không tự chuyển được, ở '
              'ô ${places}; hãy chuyển sang Unicode (TCVN 6909:2001) rồi gửi lại.'),
    'pptx': _('Tệp “${filename}” có chữ trong phông cũ (${fonts}) mà Cổng không tự chuyển được, ở '
              'trang chiếu ${places}; hãy chuyển sang Unicode (TCVN 6909:2001) rồi gửi lại.'),
    'doc': _('Tệp “${filename}” có chữ trong phông cũ (${fonts}) ở đoạn ${places}; hãy lưu thành '
             'DOCX rồi gửi lại, Cổng sẽ chuyển sang Unicode.'),
    'xls': _('Tệp “${filename}” có chữ trong phông cũ (${fonts}) ở ô ${places}; hãy lưu thành '
             'XLSX rồi gửi lại, Cổng sẽ chuyển sang Unicode.'),
    'ppt': _('Tệp “${filename}” có chữ trong phông cũ (${fonts}) ở trang chiếu ${places}; hãy lưu '
             'thành PPTX rồi gửi lại, Cổng sẽ chuyển sang Unicode.')}


def in_unicode(filename: str, mimetype: str, file: Binary) -> tuple[Binary, str]:
    """Return ``file``, or what became of it in Unicode, and the fonts that it had, ``''`` if it
    stays as it is; of all but files of Office every byte stays.

    Raises ``BadFile`` with the places of text that cannot be converted (clause 11.2), and if the
    fonts of a file of Office 97-2003 cannot be looked at.
    """
    kind = _KINDS.get(mimetype)
    if kind is None:
        return file, ''
    file.seek(0)
    found, content = _look(kind, file.read())
    if found is None:
        if kind in ('doc', 'xls', 'ppt'):
            raise BadFile(_(
                'Không đọc được tệp “${filename}” để kiểm tra phông chữ; hãy lưu thành DOCX, XLSX '
                'hoặc PPTX rồi gửi lại.', mapping={'filename': filename}))
        return file, ''
    fonts = ', '.join(found['fonts'])
    if found['left']:
        raise BadFile(_(_REASONS[kind], mapping={
            'filename': filename, 'fonts': fonts, 'places': _listed(found['left'])}))
    return (BytesIO(content), fonts) if content else (file, '')


def _listed(places: list[str]) -> str:
    listed = ', '.join(places[:_MOST_PLACES])
    return f'{listed}, …' if len(places) > _MOST_PLACES else listed


def _look(kind: str, content: bytes) -> tuple[dict[str, list[str]] | None, bytes]:
    said = isolated(_LOOK, content, kind)
    if said is None:
        return None, b''
    line, _newline, made = said.partition(b'\n')
    found: dict[str, list[str]] | None = json.loads(line)
    return found, made
