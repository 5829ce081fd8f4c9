"""A piece and its plan as the lines that an import takes."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from ....base.errors import Refused
from ....base.i18n import _
from ....kernel.inspection.upload import Incoming
from ..moments import parsed
from . import pieces
from .markup import Rewriting
from .pieces import BadSource, Piece, SourceFile
from .planning import Planned

Record = dict[str, object]
#: Fields of a type in a line: those that a piece's text of the same name becomes, or of another.
_FIELDS: Mapping[str, Mapping[str, str]] = {
    pieces.NEWS: {'title': 'title', 'summary': 'summary', 'body': 'body', 'author': 'author',
                  'source': 'source_agency'},
    pieces.PAGE: {'title': 'title', 'summary': 'summary', 'body': 'body'},
    pieces.EVENT: {'title': 'title', 'summary': 'summary', 'body': 'body', 'place': 'place',
                   'start': 'start', 'end': 'end'},
    pieces.FILE: {'title': 'title', 'summary': 'summary'},
    pieces.IMAGE: {'title': 'title', 'summary': 'summary', 'alt': 'alt', 'credit': 'credit'},
    pieces.LINK: {'title': 'title', 'summary': 'summary', 'url': 'url'}}
_TRANSLATED = frozenset(('title', 'summary', 'body', 'place', 'alt'))
_MOMENTS = ('created', 'modified')
#: What the name of the lead image of news ends with.
LEAD = '-anh'
_LONGEST_NAME = 115


class NotNeeded(Exception):
    """A link to what is on the new site itself: the old address leads there at once."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Files:
    """Gives the files that lines of pieces speak of; stands for ``transfer.blobs.Blobs``."""

    def get(self, value: object) -> Incoming:
        """Return the file.  Raises ``Refused`` if it is not there or not the one."""
        if not isinstance(value, SourceFile):
            raise Refused({'': _('Giá trị không đúng kiểu.')})
        try:
            with value.open() as file:
                content = file.read()
        except BadSource as error:
            raise Refused({'': error.args[0]}) from None
        except OSError as error:
            raise Refused({'': str(error.strerror)}) from None
        if value.size not in (None, len(content)):
            raise Refused({'': _(
                'Tệp “${name}” có ${found} byte, nguồn ghi ${size} byte.', mapping={
                    'name': value.filename, 'found': len(content), 'size': value.size})})
        if value.sha256 and sha256(content).hexdigest() != value.sha256:
            raise Refused({'': _('Tệp ${name} không khớp mã SHA-256 của nó.',
                                 mapping={'name': value.filename})})
        return Incoming(value.filename, BytesIO(content))


@dataclass(frozen=True)
class Writing:
    """What lines are written with.

    ``base``: path of the site in a line, ``cong/sites/caugiay``.  ``site_path``: below the portal,
    ``''`` for the portal itself.  ``unit``: who is responsible for pages.  ``carried_in``: whether
    what was public comes in as public.  ``now``: aware.  ``leads``: path of an image on the site
    by its key.
    """

    base: str
    site_path: str
    unit: str
    carried_in: bool
    now: datetime.datetime
    rewriting: Rewriting
    leads: dict[str, str]

    def section(self, planned: Planned, title: str) -> Record:
        """Return the line of a section."""
        found: Record = {'type': 'section', 'path': f'{self.base}/{planned.section}',
                         'title': title, 'summary': planned.head.summary[:5000]}
        return {**found, 'ordered': True} if planned.ordered else found

    def item(self, planned: Planned, piece: Piece) -> tuple[list[Record], list[str]]:
        """Return the lines of an item, the lead image first, and warnings."""
        kind, notes = planned.head.kind, list(piece.warnings)
        record = self._texts(piece, notes)
        record.update(type=kind, path=f'{self.base}/{planned.section}/{planned.name}')
        self._dates(record, piece, planned.public, notes)
        before: list[Record] = []
        if kind == pieces.PAGE:
            record['owner_unit'] = self.unit
        elif kind == pieces.NEWS:
            self._news(record, planned, piece, before, notes)
        elif kind in (pieces.FILE, pieces.IMAGE):
            if piece.file is None:
                raise Refused({'': _('Nguồn không nêu tệp.')})
            record[kind] = piece.file
        if kind == pieces.IMAGE:
            _describe(record, notes)
        return [*before, record], notes

    def translation(self, planned: Planned, piece: Piece, path: str) -> tuple[
            list[Record], list[str]]:
        """Return the line of a text in another language, of what stands at ``path`` on the
        site, and warnings.
        """
        notes = list(piece.warnings)
        record = {name: value for name, value in self._texts(piece, notes).items()
                  if name in _TRANSLATED}
        record.update(type='translation', path=self.base + path, language=planned.head.language)
        self._dates(record, piece, planned.public, notes)
        return [record], notes

    def _texts(self, piece: Piece, notes: list[str]) -> Record:
        found: Record = {
            field: piece.values[name] for name, field in _FIELDS[piece.head.kind].items()
            if piece.values.get(name)}
        if 'body' in found:
            found['body'], lost = self.rewriting.body(piece.values['body'], piece.head.address)
            notes += lost
        if 'url' in found:
            inside = self.rewriting.target(piece.values['url'], piece.head.address)
            if inside is not None:
                raise NotNeeded(inside)
        return found

    def _dates(self, record: Record, piece: Piece, public: bool, notes: list[str]) -> None:
        record.update({name: getattr(piece, name) for name in _MOMENTS if getattr(piece, name)})
        if piece.published:
            record['date'] = piece.published
        is_over = bool(piece.expires) and parsed('date', piece.expires) <= self.now
        is_coming = bool(piece.published) and parsed('date', piece.published) > self.now
        if public and is_over:
            notes.append(_('Đã hết hạn đăng ở trang cũ: nhận làm bản nháp.'))
        if public and is_coming:
            notes.append(_('Hẹn giờ đăng ở trang cũ: nhận làm bản nháp.'))
        is_open = public and self.carried_in and not is_over and not is_coming
        record['state'] = 'published' if is_open else 'private'
        if not is_open and is_coming:
            del record['date']

    def _news(self, record: Record, planned: Planned, piece: Piece, before: list[Record],
              notes: list[str]) -> None:
        if piece.keywords:
            record['keywords'] = list(piece.keywords)
        if piece.file is not None:
            name = planned.name[:_LONGEST_NAME] + LEAD
            image: Record = {
                'type': 'image', 'path': f'{self.base}/{planned.section}/{name}',
                'title': record.get('title', ''), 'summary': piece.values.get('caption', ''),
                'alt': piece.values.get('caption', ''), 'image': piece.file,
                'state': record['state']}
            _describe(image, notes)
            before.append({**image, **{
                key: record[key] for key in ('date', *_MOMENTS) if key in record}})
            record['images'] = [f'{self.site_path}/{planned.section}/{name}']
        elif piece.lead in self.leads:
            record['images'] = [self.site_path + self.leads[piece.lead]]
        elif piece.lead:
            notes.append(_('Không có ảnh đại diện ${key}.', mapping={'key': piece.lead}))


def _describe(record: Record, notes: list[str]) -> None:
    """Give an image without words those of its title (WCAG 2.1, 1.1.1)."""
    if not record.get('alt'):
        record['alt'] = str(record.get('title', ''))[:1000]
        notes.append(_('Lời mô tả ảnh lấy từ tiêu đề; hãy xem lại.'))
