"""Viết: the forms in which texts are added, changed and translated, with all that keeps words.

What is typed is saved to the drafts on the way; a save meets those of others field by field.
"""
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound

from ....base.errors import Refused
from ....base.i18n import DEFAULT, ILanguages, _
from ....base.interfaces import IContainer, IItem
from ....base.permissions import VIEW
from ....content.drafts.interfaces import IDrafts, Work
from ....content.versions.interfaces import IEditing, IVersions
from ....editorial.review.interfaces import IReviewing
from ....kernel.tree.lookup import find_site, in_work
from ....kernel.tree.values import values_of, written
from ....web import desk_view
from ....web.forms.fields import fields_of, problems, shown_again, typed
from ..frame.addresses import as_read
from ..frame.document import LANGUAGE
from ..frame.menu import HERE, menu
from ..frame.view import DeskView
from ..frame.wording import title_of
from .blocks import composed, is_arranging, ready_for, with_blocks
from .duedays import due_notes
from .filecard import holds_files, may_add_files
from .files import BY_SCRIPT, onwards, put_files, sent_files, tell_refused
from .livepreview import pane_of
from .merging import Differences, settled
from .pictures import with_pictures
from .sending import NOTICE, SEND, button, notice_in, send_on
from .sending import VIEW as SENDING
from .translating import copied, passages_of
from .writing import EDIT, Writing, address_of

TEMPLATE = 'templates/edit.pt'
#: Header of an answer to a script: where it asks to send the text on, once its files are there.
THEN = 'X-Then'
#: Fields of the form besides those of the schema; no field of a schema has a dot.
NOTE, NAME, STAY = 'edit.note', 'edit.name', 'edit.stay'
LONGEST_NOTE = 500
#: Of the query: fill an empty translation with the structure of its source.
COPY = 'copy'


class Form(DeskView):
    """What adding and editing have in common; ``work`` is what is written."""

    work = None

    def _open(self, work):
        """Take up ``work``.  Raises ``HTTPForbidden`` for who may not write it."""
        self.work = work
        if not self.request.service(IDrafts).may_write(work):
            raise HTTPForbidden

    def _given(self, schema):
        """Return ``{field: value}`` of the form, or of what was chosen of two wordings."""
        form = self.request.POST
        ready = ready_for(self.context, self.request.registry)
        return as_read(self.request, find_site(self.context), schema, {
            **typed(schema, form), **composed(schema, form, ready), **settled(form)})

    def _onwards(self, saved, view):
        """Take the files that came with the form, and lead on from what was saved."""
        item = saved if self.work.language == DEFAULT else self.context
        if holds_files(item):
            tell_refused(self, put_files(self.request, item, sent_files(self.request)))
        return self._sent_on(saved, onwards(self.request, self._next(saved, view), item))

    def _next(self, saved, view):
        if STAY in self.request.POST:
            return self.see(saved, EDIT)
        notice = '' if SEND in self.request.POST else notice_in(self.request)
        return self.see(saved, view, **({'notice': notice} if notice else {}))

    def _sent_on(self, saved, answer):
        """Send ``saved`` on if that was asked for; return ``answer``."""
        if SEND in self.request.POST and BY_SCRIPT in self.request.headers:
            answer.headers[THEN] = self.path(saved, SENDING)
        elif SEND in self.request.POST:
            send_on(self, saved)
        return answer

    def _note(self):
        return str(self.request.POST.get(NOTE, '')).strip()[:LONGEST_NOTE]

    def _form(self, title, schema, writing, given, errors, **more):
        """Return the values of the page; ``given``, ``errors``: of a refused form."""
        if errors:
            self.request.response.status_int = 422
        form = self.request.POST
        values = shown_again(schema, writing.values, given, form)
        shown = fields_of(schema, values, errors)
        fields = [*more.pop('before', ()), *with_blocks(
            self.request, schema, shown, self.context)]
        return {
            'title': title, 'writing': writing, 'differences': None, 'fields': fields,
            'first': next((each for each in fields if each.error), fields[0]),
            'problems': problems(errors, fields), 'action': self.request.path_qs,
            'note': str(self.request.POST.get(NOTE, '')), 'names': (NOTE, STAY),
            'sending': (SEND, ''), 'notice': None,
            'original': (), 'stale': (), 'forgoes': False, 'remarks': '',
            'takes_files': False, 'again': '', 'saved': None, 'copy': '',
            'live': pane_of(self.request, self.work),
            'dues': due_notes(self.request, self.work, values),
            'language': self._language(), **more}

    def _language(self):
        return self.request.registry.getUtility(ILanguages).by_tag[self.work.language]


@menu(EDIT, _('Sửa bài'), at=HERE, context=IItem, order=10,
      shown=lambda context, request: request.service(IDrafts).may_write(
          Work(context, request.params.get(LANGUAGE, DEFAULT))))
class Edit(Form):
    """The form of a text that is there, or of a translation that is begun."""

    def __init__(self, context, request):
        super().__init__(context, request)
        tag = request.params.get(LANGUAGE, DEFAULT)
        if tag not in request.registry.getUtility(ILanguages).by_tag:
            raise HTTPNotFound
        if not request.has_permission(VIEW, in_work(context)):
            raise HTTPForbidden
        self._open(Work(context, tag))
        self._versions = request.service(IVersions)
        self.schema = self._schema()
        self.writing = Writing(request, self.work, written(self.schema, self._values()))

    def _schema(self):
        if self.work.language == DEFAULT:
            return self._versions.schema_of(self.context)
        return self._versions.schema_in(self.context, self.work.language)

    def _values(self):
        if self.work.language != DEFAULT and self.work.document is self.context:
            return {}
        return values_of(self.work.working_copy, self.schema)

    @desk_view(context=IItem, name=EDIT, working_permission=None, renderer=TEMPLATE)
    @desk_view(context=IContainer, name=EDIT, working_permission=None, renderer=TEMPLATE)
    def page(self):
        """Show the form, filled in; an empty translation with the structure of its source, if
        that is asked for.
        """
        if self._may_copy() and self.request.GET.get(COPY):
            self.writing.begin_with(copied(self.schema, values_of(
                in_work(self.context), self.schema)))
        return self._page({}, {})

    def _may_copy(self):
        """Return whether the form is that of a translation in which nothing is written."""
        return self.work.language != DEFAULT and not any(self.writing.values.values())

    @desk_view(context=IItem, name=EDIT, working_permission=None, request_method='POST',
               renderer=TEMPLATE)
    @desk_view(context=IContainer, name=EDIT, working_permission=None, request_method='POST',
               renderer=TEMPLATE)
    def save(self):
        """Save, ask about what others changed meanwhile, or say what is wrong."""
        request, given = self.request, self._given(self.schema)
        if is_arranging(self.schema, request.POST):
            return self._page(given, {})
        merged = self.writing.merged(self.schema, given)
        if merged.conflicts:
            return {**self._page({}, {}), 'differences': Differences(
                request, self.schema, self.writing, merged)}
        try:
            document = self._save(with_pictures(
                request, self.context, self.schema, merged.changes, self.writing.current))
        except Refused as refused:
            return self._page(given, refused.reasons)
        self.writing.saved()
        self.flash(_('Đã lưu.') if merged.changes else _('Không có gì thay đổi.'))
        return self._onwards(document, '' if IItem.providedBy(self.context) else 'contents')

    def _save(self, changes):
        editing, actor = self.request.service(IEditing), self.request.identity.id
        if self.work.language == DEFAULT:
            editing.edit(self.context, changes, actor, self._note())
            return self.context
        return editing.translate(self.context, self.work.language, changes, actor)

    def _page(self, given, errors):
        title = _('Sửa: ${title}', mapping={'title': title_of(self.context)})
        if self.work.language != DEFAULT:
            title = _('Dịch: ${title}', mapping={'title': title_of(self.context)})
        return self._form(
            title, self.schema, self.writing, given, errors, back=self.path(self.context),
            original=self._original(), copy=self._copy(), stale=self._stale(),
            forgoes=self._forgoes(), remarks=self._remarks(),
            **self._sending(),
            takes_files=self.work.language == DEFAULT and may_add_files(
                self.request, self.context))

    def _remarks(self):
        """Return where remarks on the text stand, ``''`` of a place, which has none."""
        is_item = IItem.providedBy(self.context)
        return self.path(self.work.document, 'comments') if is_item else ''

    def _copy(self):
        """Return where the form begins with the structure of the source, ``''`` if not."""
        return address_of(self.request, self.work, EDIT, **{COPY: '1'}) if self._may_copy() else ''

    def _sending(self):
        """Return what the form offers besides saving, and has to say to readers with it."""
        document, is_item = self.work.document, IItem.providedBy(self.context)
        is_new = document is self.context and self.work.language != DEFAULT
        said = button(self.request, document, is_new) if is_item else ''
        is_public = said and not is_new and document.published_at is not None
        return {'sending': (SEND, said),
                'notice': (NOTICE, notice_in(self.request)) if is_public else None}

    def _forgoes(self):
        """Return whether who saves could no longer approve this very version."""
        service, document = self.request.service(IReviewing), self.work.document
        return self.request.service(IVersions).is_document(document) and (
            service.would_forgo(document))

    def _stale(self):
        """Return what of the Vietnamese text a translation has not followed yet."""
        if self.work.language == DEFAULT or self.work.document is self.context:
            return ()
        return passages_of(self.request, self.work.working_copy)

    def _original(self):
        """Return the fields of the Vietnamese text beside a translation."""
        if self.work.language == DEFAULT:
            return ()
        values = values_of(in_work(self.context), self.schema)
        return fields_of(self.schema, written(self.schema, values))
