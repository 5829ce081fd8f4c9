"""Bản dịch: the languages of a text or place, and what in each is older than the Vietnamese."""
from dataclasses import dataclass

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound

from ....base.clock import moment
from ....base.errors import Refused
from ....base.i18n import DEFAULT, ILanguages, Language, _
from ....base.interfaces import IContainer, IItem, ISite
from ....base.permissions import EDIT, TRANSLATE, VIEW
from ....base.text.compare import Row, compare_text
from ....base.text.skeleton import marked, skeleton
from ....content.drafts.interfaces import IDrafts, Work
from ....content.translations.interfaces import ITranslating
from ....content.versions.interfaces import IVersions
from ....kernel.tree.lookup import in_work
from ....kernel.tree.schema import Words
from ....kernel.tree.values import written
from ....web import desk_view
from ..frame.document import LANGUAGE, document_asked
from ..frame.listing import last_actor
from ..frame.menu import HERE, menu
from ..frame.view import REFUSED, DeskView
from ..frame.wording import person, place_title, state_of, title_of
from ..review.item import ItemPage
from ..work.contents import is_place

LIST, RECORD, MARK = 'translations', 'translation', 'mark-current'
ITEM = 'hanoiportal.shells.desk.review:templates/item.pt'


@dataclass(frozen=True)
class StaleParagraph:
    """A stale paragraph.  ``field``: its title; ``rows``: of ``text.compare``, then and now."""

    field: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class TranslationStatus:
    """One language.  ``state``: ``''`` if there is no text, or none that the asker may see.

    ``edit``, ``record``: addresses, ``''`` for what the asker may not open.
    """

    language: Language
    title: str
    state: str
    state_name: str
    public_state: str
    who: str
    when: str
    passages: tuple[StaleParagraph, ...]
    edit: str
    record: str
    may_mark: bool


def passages_of(request, document):
    """Return the ``StaleParagraph`` of each paragraph of the Vietnamese text that ``document``, a
    translation or a working version of one, has not followed.
    """
    titles = {node.name: node.title
              for node in request.service(IVersions).schema_of(document)}
    return tuple(
        StaleParagraph(titles.get(each.field, each.field),
                       compare_text(each.before, each.now).rows)
        for each in request.service(ITranslating).stale(document))


def copied(schema, values):
    """Return ``{field: str}`` as a form shows it: the structure of ``values``, of the Vietnamese
    text, with all words marked as not translated yet.
    """
    found = {}
    for node in schema:
        text = written(schema, values)[node.name]
        if getattr(node, 'rich', False):
            found[node.name] = skeleton(text)
        elif isinstance(node.typ, Words):
            found[node.name] = '; '.join(map(marked, values.get(node.name) or ()))
        else:
            found[node.name] = '\n'.join(map(marked, text.split('\n')))
    return found


def is_translatable(context, request):
    """Return whether ``context`` can have a text in another language."""
    return bool(request.registry.content.metadata(context, 'translatable'))


@menu(LIST, _('Bản dịch'), at=HERE, working_permission=VIEW, context=IItem, order=30,
      shown=is_translatable)
@menu(LIST, _('Bản dịch'), at=HERE, working_permission=VIEW, context=IContainer, order=30,
      shown=lambda context, request: is_place(context) and is_translatable(context, request))
class Translations(DeskView):
    """Every language of the portal, and how far the text has come in it."""

    @desk_view(context=IItem, name=LIST, renderer='templates/translations.pt')
    @desk_view(context=IContainer, name=LIST, renderer='templates/translations.pt')
    def page(self):
        """Show them."""
        if not is_translatable(self.context, self.request):
            raise HTTPNotFound
        languages = self.request.registry.getUtility(ILanguages).enabled
        return {
            'title': _('Bản dịch: ${title}', mapping={
                'title': place_title(self.request, self.context)}),
            'texts': [self._text(each) for each in languages if each.tag != DEFAULT]}

    @desk_view(context=IItem, name=MARK, request_method='POST')
    def mark(self):
        """Let a translation count as up to date, though nothing in it has changed."""
        document = document_asked(self.context, self.request)
        if document is self.context:
            raise HTTPNotFound
        try:
            self.request.service(ITranslating).mark_current(document, self.request.identity.id)
        except Refused as refused:
            self.flash(refused.reasons[''], REFUSED)
        else:
            self.flash(_('Đã ghi nhận: bản dịch vẫn đúng.'))
        return self.see(self.context, LIST)

    def _text(self, language):
        request, item = self.request, self.context
        document = item.translations.get(language.tag)
        working_copy = None if document is None else in_work(document)
        sees = working_copy is not None and bool(request.has_permission(VIEW, working_copy))
        may_write = (document is None or sees) and request.service(IDrafts).may_write(
            Work(item, language.tag))
        passages = passages_of(request, working_copy) if sees else ()
        return TranslationStatus(
            language, title_of(working_copy) if sees else '',
            state_of(working_copy) if sees else '', working_copy.state if sees else '',
            state_of(document) if sees and working_copy is not document else '',
            person(request.root, last_actor(working_copy)) if sees else '',
            moment(working_copy.modified_at or working_copy.created_at) if sees else '', passages,
            self.path(item, 'edit', **{LANGUAGE: language.tag}) if may_write else '',
            self._record(document) if sees else '',
            bool(passages) and bool(request.has_permission(EDIT, working_copy)
                                    or request.has_permission(TRANSLATE, document)))

    def _record(self, document):
        return self.path(document, RECORD if is_place(self.context) else '')


class PlaceText(ItemPage):
    """The record of the translation of a section or site: the board approves it like an item."""

    view = RECORD

    def __init__(self, context, request):
        super().__init__(context, request)
        if not request.service(IVersions).is_document(self.document):
            raise HTTPNotFound

    @desk_view(context=IContainer, name=RECORD, renderer=ITEM)
    def page(self):
        """Show where the text stands."""
        return self._page()

    @desk_view(context=IContainer, name='step', request_method='POST',
               renderer=ITEM)
    def step(self):
        """Take a step with it, as with any other text."""
        return super().step()

    def _onwards(self):
        if self.request.has_permission(VIEW, in_work(self.document)):
            return self.see(self.document, RECORD)
        return self.see(self.request.virtual_root)


@desk_view(context=IContainer, request_param=LANGUAGE, working_permission=None)
@desk_view(context=ISite, request_param=LANGUAGE, working_permission=None)
def to_record(context, request):
    """Lead to the text of a place in the language that a link or mail names."""
    view = DeskView(context, request)
    document = context.translations.get(request.GET[LANGUAGE])
    if IItem.providedBy(context) or document is None:
        raise HTTPNotFound
    if not request.has_permission(VIEW, in_work(document)):
        raise HTTPForbidden
    return view.see(document, RECORD)
