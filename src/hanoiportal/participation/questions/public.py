"""``/gui/…``: the forms, three steps each, without account and without scripts.

The first steps are pages like any other, caches and all: functions of the content database and
the address.  What has been typed goes along in the form itself, files sealed in ``drafts``.
"""
from collections.abc import Mapping
from functools import cached_property

from pyramid.httpexceptions import HTTPFound, HTTPNotFound
from pyramid.renderers import render_to_response
from pyramid.response import Response
from pyramid.view import view_config

from ...base.interfaces import IClock, ISite
from ...discovery.similar.interfaces import VIEW as SIMILAR_VIEW
from ...editorial.boards.interfaces import IBoards
from ...kernel.security import admission
from ...kernel.security.crypto.sealing import ISealing
from ...kernel.tree.lookup import find_portal
from ...platform.media.interfaces import IFileIntake
from ...platform.notifications.interfaces import IPost
from ...platform.sms.interfaces import ISms
from ...shells.public.page.layout import Layout
from ...shells.public.page.stylesheet import PROOF, SIMILAR
from ...shells.public.search.similar import similar_links
from ...web import View, public_view
from ...web.login.throttle import IThrottles
from ...web.routing.links import canonical
from ...web.routing.origins import UNSAID, is_unsaid, refuse_foreign
from ..cases.interfaces import Attachment, ICases
from .arriving import LOST, TOLD, Arriving, kept_files
from .bodies import Receiver, receiver
from .interfaces import (
    ASKING,
    CHECKING,
    FILES,
    FORMS,
    HONEYPOT,
    PLACE,
    SENDING,
    TOPIC,
    TRACKING,
    WRITING,
    CaseForm,
    ICaseForms,
    ICaseTopics,
    ISentForms,
    IWaitingFiles,
)
from .steps import (
    KEPT,
    NUMBER,
    OUT,
    TICKET,
    asked_consents,
    carried,
    missing_consents,
    place_choices,
    query_of,
    sealed_files,
    shown_fields,
    summary,
    topic_choices,
)
from .subjects import Subject
from .typed import CAPACITIES, Typed, submission
from .views import HEADERS, SentBefore, confirmed_sender, policy_address, told, typed_by


class FormView(View):
    """One form: ``/gui/SLUG``."""

    @public_view(context=ISite, name=FORMS, subpath=True)
    def show(self) -> Response:
        """Show the first step, or the second one with what the first has chosen."""
        if not self.request.subpath:
            return HTTPFound(self.request.link(self.context, ASKING))
        steps = self.request.subpath[1:]
        if steps not in ((), (WRITING,)):
            raise HTTPNotFound
        if steps or not self._has_first_step:
            return self._write(self._typed, {})
        return self._rendered('choose', {
            'topics': topic_choices(self._topics, self._layout.tag), 'names': (TOPIC, PLACE),
            'next_step': self._address(WRITING),
            'places': [(name, self._layout.say(each, 'title')) for name, each in place_choices(
                self._form, self.context, self._portal)]})

    @view_config(context=ISite, name=FORMS, request_method='POST', require_csrf=False,
                 subpath=True)
    def take(self) -> Response:
        """Take the second step or the third one."""
        self.request.response.headers.update(HEADERS)
        if is_unsaid(self.request):
            return self._write(self._typed, {'': UNSAID})
        refuse_foreign(self.request)
        act = {(WRITING,): lambda: self._write(self._typed, {}), (CHECKING,): self._check,
               (SENDING,): self._send}.get(self.request.subpath[1:])
        if act is None:
            raise HTTPNotFound
        return act()

    def _check(self) -> Response:
        """Show what is going to be sent and ask for consent; or the second step again."""
        new = [each for each in self.request.POST.getall(FILES) if getattr(each, 'filename', '')]
        typed, reasons = Arriving(
            self._form.file_kinds, self.request.registry.getUtility(IFileIntake),
            self.request.service(IWaitingFiles), lambda: self._is_too_often('ask-files'),
        ).take(self._typed, new)
        reasons = {**self._problems(typed), **reasons}
        if reasons:
            return self._write(typed, reasons)
        if before := self._before.receipt(typed):
            return self._received(before)
        return self._consent(typed, admission.issue(self._seconds), {})

    def _send(self) -> Response:
        """Let the case be received, once, or say what is missing."""
        typed, text = self._typed, self._said(TICKET)
        if reasons := self._problems(typed):
            return self._write(typed, reasons)
        ticket = admission.read(text, self._sealing, self._seconds)
        if missing := {**missing_consents(self._form, typed), **self._sender.unchosen(typed)}:
            return self._consent(typed, ticket or admission.issue(self._seconds), missing)
        sent = self.request.service(ISentForms)
        receipt = ticket and sent.receipt(ticket.token) or self._before.receipt(typed)
        if receipt:
            return self._received(receipt)
        ticket, is_admitted = admission.admit(
            text, self._said(NUMBER), bool(self._said(HONEYPOT)), self._sealing, self._seconds,
            lambda: self._is_too_often('ask'))
        if not is_admitted:
            return self._rendered('wait', {
                'seconds': ticket.waits(self._seconds), **self._along(typed, ticket, True)})
        there, files = kept_files(typed, self.request.service(IWaitingFiles))
        if there is not typed:
            return self._write(there, {FILES: LOST})
        receipt = self._receive(typed, files)
        sent.note(ticket.token, receipt)
        self._before.remember(self.request.response, typed, ticket.token)
        return self._received(receipt, is_new=True)

    def _receive(self, typed: Typed, files: tuple[Attachment, ...]) -> Mapping[str, str]:
        inbox = self._receiver(typed).inbox
        sent = submission(self._form, typed, str(inbox.__oid__), self.request.language.tag)
        found = self._cases.receive(sent._replace(
            files=files, identity=self._sender.identity(typed),
            field=sent.field if sent.field in self._topics else '',
            place=sent.place if sent.place in self._portal['sites'] else ''))
        return {'code': found.code, 'secret': found.secret}

    def _write(self, typed: Typed, reasons: Mapping[str, str]) -> Response:
        return self._rendered('write', {
            'fields': shown_fields(
                self._form, typed.values, reasons, self.request.registry.getUtility(IPost).is_open,
                self._sender.closed() if self._is_sent else {}), 'reasons': reasons,
            'about': self._subject.lines(typed), 'next_step': self._address(CHECKING),
            'typed': typed, 'capacities': CAPACITIES if self._form.capacities else (),
            'bodies': [(str(each.__oid__), self._layout.say(each, 'title')) for each in
                       self._bodies(typed)],
            'similar': self._has_similar and self.request.link(self.context, SIMILAR_VIEW),
            'similar_script': None if self.request.display.text_only else SIMILAR,
            'files_why': reasons.get(FILES, ''), 'files_hint': TOLD, 'file_field': FILES,
            'kept': sealed_files(typed.files, self._sealing), 'kept_field': KEPT, 'out_field': OUT,
            'before': self._has_first_step and self._address(), 'noindex': True,
            **self._sender.ways(self.context, typed)})

    def _consent(
            self, typed: Typed, ticket: admission.Ticket, reasons: Mapping[str, str]) -> Response:
        return self._rendered('consent', {
            'reasons': reasons, 'typed': typed, 'about': self._subject.lines(typed),
            'similar': self._has_similar and similar_links(self._layout, typed.values['text']),
            'consents': asked_consents(self._form, typed, self.request.registry.getUtility(ISms)),
            'summary': summary(self._form, typed), 'receiver': self._receiver(typed),
            'policy': policy_address(self._portal, self.request.link),
            'back': self._address(WRITING), **self._along(typed, ticket, False)})

    def _along(self, typed: Typed, ticket: admission.Ticket, consents: bool) -> dict[str, object]:
        """Return what the last form carries; ``consents``: those given as well, and as whom."""
        return {
            'carried': [*carried(self._form, typed, consents),
                        (KEPT, sealed_files(typed.files, self._sealing))],
            'ticket_field': TICKET, 'number_field': NUMBER, 'trap': HONEYPOT,
            'ticket': admission.written(ticket, self._sealing), 'bits': ticket.bits,
            'script': None if self.request.display.text_only else PROOF,
            'next_step': self._address(SENDING), 'noindex': True, 'slow': ticket.slow}

    def _received(self, receipt: Mapping[str, str | int], is_new: bool = False) -> Response:
        page = canonical(self.request, self.context, self.request.language, TRACKING)
        opening = str(receipt['code']), str(receipt['secret'])
        email = bool(self._typed.values.get('email', '').strip())
        return self._rendered('received', {
            'is_new': is_new, **told(
                self.request, self.context, self._cases, page, opening, email)})

    def _rendered(self, template: str, values: Mapping[str, object]) -> Response:
        return render_to_response(f'templates/{template}.pt', {
            'form': self._form, 'title': self._form.title, 'description': self._form.intro,
            'steps': (self._form.slug, WRITING) if self._is_sent else self.request.subpath,
            'sender': self._is_sent and self._sender.confirmed,
            'query': query_of(self._form, self._typed), **values}, self.request,
            response=self.request.response)

    @cached_property
    def _form(self) -> CaseForm:
        slug = self.request.subpath[0] if self.request.subpath else ''
        found = self.request.registry.getUtility(ICaseForms).get(slug)
        if found is None:
            raise HTTPNotFound
        return found

    _typed = cached_property(lambda self: typed_by(self.request, self._form, self._sealing))
    _before = cached_property(lambda self: SentBefore(self.request, self._form))
    _sender = cached_property(lambda self: confirmed_sender(self.request, self._form))
    _subject = cached_property(lambda self: Subject(
        self.request.registry, self._form, self.context, self.request.language.tag))
    _layout = cached_property(lambda self: Layout(self.context, self.request, {}))
    _cases = cached_property(lambda self: self.request.registry.getAdapter(self.context, ICases))
    _portal = cached_property(lambda self: find_portal(self.context))
    _topics = cached_property(lambda self: self.request.registry.getUtility(ICaseTopics))
    _sealing = cached_property(lambda self: self.request.registry.getUtility(ISealing))
    _now = cached_property(lambda self: self.request.registry.getUtility(IClock).now())
    _seconds = property(lambda self: self._now.timestamp())
    _has_first_step = property(lambda self: self._form.asks_topic or self._form.asks_place)
    _is_sent = property(lambda self: self.request.method == 'POST')
    _has_similar = property(lambda self: self._form.has_similar)

    def _address(self, *steps: str) -> str:
        return str(self.request.link(self.context, FORMS, self._form.slug, *steps))

    def _said(self, name: str) -> str:
        found = self.request.POST.get(name, '')
        return found if isinstance(found, str) else ''

    def _is_too_often(self, name: str) -> bool:
        return bool(self.request.registry.getUtility(IThrottles).hit(
            name, self.request.remote_addr or '', self._now))

    def _problems(self, typed: Typed) -> dict[str, str]:
        return {**self._subject.problems(typed), **self._sender.problems(self._portal, typed)}

    def _bodies(self, typed: Typed) -> list[ISite]:
        try:
            return self._subject.bodies(typed, self._topics)
        except LookupError:
            raise HTTPNotFound from None

    def _receiver(self, typed: Typed) -> Receiver:
        boards = self.request.service(IBoards)
        return receiver(self._bodies(typed), typed.chosen, boards, self._now)
