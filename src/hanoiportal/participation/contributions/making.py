"""The effect that makes a draft of a contribution: once, by its token.  The wish lies sealed with
the case; in ``content`` nothing of the sender is but what the draft itself says.
"""
from __future__ import annotations

from functools import partial
from html import escape
from typing import NamedTuple, cast

from translationstring import TranslationString

from ...base.errors import Refused
from ...base.i18n import _
from ...base.interfaces import IContainer, ISite
from ...content.versions.interfaces import IEditing
from ...kernel.security.interactions import get_or_create, interactions_of
from ...kernel.tree.content import bound_schema
from ...kernel.tree.lookup import in_work, path_of, places_in, site_of
from ...kernel.tree.resources import Described
from ...kernel.workflow.records import review_of
from ...platform.ledger.interfaces import ILedger
from ...platform.media.interfaces import DocumentPicture
from ...platform.outbox.interfaces import IDoneEffects, Payload
from ...platform.scheduling.interfaces import IEnvironment
from ..cases.interfaces import NAME, NOTE, STAFF, Attachment, Case, Contents, ICases
from .fitting import FILES, PICTURES, ending_of, incoming, library, picture_field, title_of
from .interfaces import (
    DRAFTED,
    FAILED,
    FILE,
    LACKING,
    PICTURE,
    SENDER,
    WISH,
    WORDS,
    FileUse,
    InformationProvider,
    Wish,
)
from .providers import provider_in
from .reading import ReadFile, in_paragraphs, read_files, said_by_all, untold
from .resource import KEY, ContributionBook
from .wishes import read_wish

#: Kind of the effect.
MAKE = 'contribution draft'
#: What stands in the draft, in Vietnamese, the language of the portal.
_READER, _GIVEN, _ATTACHED = 'Người dân gửi tới', 'Người gửi cung cấp', 'Tệp kèm theo: '
_LEFT = 'Chưa có trong bản nháp: {names}. Hãy mở tệp gốc và xử lý riêng.'


class DraftSources(NamedTuple):
    """What a draft is made of.  ``files``: each with its use.  ``read``: what documents say."""

    case: Case
    site: ISite
    contents: Contents
    provider: InformationProvider
    wish: Wish
    files: list[tuple[FileUse, Attachment]]
    read: list[ReadFile]


class DraftOutcome(NamedTuple):
    """What was made.  ``item``: object id.  ``left``: names of files that were refused."""

    item: str
    left: tuple[str, ...] = ()


def make_draft(environment: IEnvironment, token: str, payload: Payload) -> None:
    """Make the draft that its case wishes by ``token``, and let the case know it.

    A key that was destroyed meanwhile, or a later wish, lets nothing happen.
    """
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    case = cases.get(int(payload['number']))
    found = read_wish(cases.kept(case, WISH)) if case is not None else None
    contents = cases.open(case) if case is not None else None
    if case is None or contents is None or found is None or found[0] != token:
        return
    actor, number = str(payload['actor']), case.number
    files = [(use, file) for use in found[1].files
             if (file := cases.file(case, use.number)) is not None and not file.held]
    sources = DraftSources(
        case, site_of(environment.portal, case.site), contents,
        provider_in(contents, cases.kept(case, SENDER)), found[1], files,
        read_files(environment.registry, (file for use, file in files if use.use == WORDS)))
    try:
        made = environment.in_transaction(partial(_make, environment, sources, token, actor))
    except Refused as refused:
        why = str(TranslationString(next(iter(refused.reasons.values()))).interpolate())
        environment.in_transaction(partial(_fail, environment, number, token, why, actor))
        return
    environment.in_transaction(partial(_note, environment, number, token, made, actor))


def _make(environment: IEnvironment, sources: DraftSources, token: str,
          actor: str) -> DraftOutcome:
    """Make the draft in ``content``, with its pictures and files.  Raises ``Refused``."""
    done: IDoneEffects = environment.registry.getAdapter(environment.portal, IDoneEffects)
    if before := done.of(token):
        return DraftOutcome(before)
    return _Draft(environment, sources, actor).made(done, token)


class _Draft:
    """Makes one draft of ``sources`` as ``actor``."""

    def __init__(self, environment: IEnvironment, sources: DraftSources, actor: str) -> None:
        self._environment, self._sources, self._actor = environment, sources, actor
        self._editing: IEditing = environment.request.service(IEditing)
        self._left: list[str] = untold(sources.read)

    def made(self, done: IDoneEffects, token: str) -> DraftOutcome:
        wish = self._sources.wish
        section = self._section(wish.section)
        field = picture_field(bound_schema(wish.type_name, self._environment.registry))
        pictures = [path for use, file in self._used(PICTURE) if field and (
            path := self._put(library(self._sources.site, PICTURES), PICTURES, self._picture(
                use, file), file))]
        item = cast(Described, self._editing.add(
            section, '', wish.type_name, self._values(field, pictures), self._actor,
            {'contribution': self._sources.case.number}))
        self._attach(item)
        review = review_of(in_work(item))
        review.authors |= frozenset(self._accounts())
        done.note(token, str(item.__oid__))
        return DraftOutcome(str(item.__oid__), tuple(self._left))

    def _section(self, oid: str) -> IContainer:
        """Return the section of the site with that object id.  Raises ``Refused``."""
        for each in places_in(self._sources.site):
            if str(each.__oid__) == oid:
                return each
        raise Refused({'': _('Chuyên mục đã chọn không còn.')})

    def _values(self, field: str, pictures: list[str]) -> dict[str, object]:
        provider, contents = self._sources.provider, self._sources.contents
        named = NAME in contents.consents
        known = {'author': provider.name if named else '',
                 'source_agency': provider.organisation or _READER}
        schema = bound_schema(self._sources.wish.type_name, self._environment.registry)
        names = {node.name for node in schema}
        values: dict[str, object] = {
            'title': contents.title, 'body': self._body(),
            **{name: value for name, value in known.items() if name in names}}
        if field and pictures:
            values[field] = '; '.join(pictures)
        return values

    def _body(self) -> str:
        contents = self._sources.contents
        said = said_by_all(self._sources.read, self._put_picture, contents.title)
        return '\n'.join(filter(None, (in_paragraphs(contents.text), *said)))

    def _put_picture(self, picture: DocumentPicture, number: int, file: Attachment) -> str:
        """Put a picture that stands in the document ``file`` into the library."""
        ending = ending_of(picture.content, self._environment.registry)
        inside = file._replace(filename=f'{title_of(file)} - hình {number}{ending}',
                               content=picture.content)
        values = self._picture(FileUse(0, PICTURE, picture.said), inside)
        return self._put(library(self._sources.site, PICTURES), PICTURES, values, inside)

    def _used(self, use: str) -> list[tuple[FileUse, Attachment]]:
        return [each for each in self._sources.files if each[0].use == use]

    def _picture(self, use: FileUse, file: Attachment) -> dict[str, object]:
        provider, contents = self._sources.provider, self._sources.contents
        sender = provider.organisation or (provider.name if NAME in contents.consents else '')
        return {'title': title_of(file), 'alt': use.said, 'image': incoming(file),
                'decorative': 'no' if use.said else 'yes',
                'credit': provider.holder or sender or _GIVEN}

    def _attach(self, item: Described) -> None:
        """Put files into ``item`` if it takes any, else into the library, with links to them."""
        inside = FILES in getattr(item, 'allowed_types', ())
        place = cast(IContainer, item) if inside else library(self._sources.site, FILES)
        links = []
        for _use, file in self._used(FILE):
            path = self._put(place, FILES, {'title': title_of(file), 'file': incoming(file)}, file)
            if path and not inside:
                links.append(f'<p>{_ATTACHED}<a href="{path}">{escape(title_of(file))}</a></p>')
        if links:
            body = getattr(in_work(item), 'body', '')
            self._editing.edit(item, {'body': '\n'.join(filter(None, (body, *links)))},
                               self._actor)

    def _put(self, place: IContainer | None, type_name: str, values: dict[str, object],
             file: Attachment) -> str:
        """Return the path of what was made of ``file``; ``''`` if that is refused."""
        if place is not None:
            try:
                return path_of(self._editing.add(place, '', type_name, values, self._actor))
            except Refused:
                pass
        self._left.append(file.filename)
        return ''

    def _accounts(self) -> list[str]:
        """Return the accounts of whoever sent it: who wrote a text does not approve it (14.1)."""
        email = self._sources.provider.email.lower()
        accounts = self._environment.portal['accounts'].by_id
        return [name for name, account in accounts.items()
                if email and account.email.lower() == email]


def _note(environment: IEnvironment, number: int, token: str, made: DraftOutcome,
          actor: str) -> None:
    """Let the case know its draft, and the book which case it is of."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    case = cases.get(number)
    book = book_of(environment)
    book.items[made.item] = number
    if case is None:
        return
    cases.append(case, NOTE, ground=DRAFTED, item=made.item, actor=actor, site=case.site,
                 source=f'drafted:{token}')
    cases.keep(case, WISH, '')
    if made.left:
        cases.append(case, NOTE, ground=LACKING, actor=actor, site=case.site, audience=STAFF,
                     text=_LEFT.format(names='; '.join(made.left)), source=f'left:{token}')


def _fail(environment: IEnvironment, number: int, token: str, why: str, actor: str) -> None:
    """Say on the case why there is no draft."""
    cases: ICases = environment.registry.getAdapter(environment.portal, ICases)
    case = cases.get(number)
    if case is not None:
        cases.append(case, NOTE, ground=FAILED, text=why, actor=actor, site=case.site,
                     audience=STAFF, source=f'failed:{token}')
        cases.keep(case, WISH, '')


def book_of(environment: IEnvironment) -> ContributionBook:
    """Return the book, to be written; a new one follows the ledger from now on."""
    root = interactions_of(environment.portal)
    is_new = KEY not in root
    book: ContributionBook = get_or_create(root, KEY, ContributionBook)
    if is_new:
        ledger: ILedger = environment.registry.getAdapter(environment.portal, ILedger)
        book.position = ledger.last()
    return book
