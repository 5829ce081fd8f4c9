"""Hồ sơ của một bài: where it stands, what can be done next, and what was done (clause 14)."""
from dataclasses import dataclass

from ....base.clock import moment
from ....base.i18n import DEFAULT, ILanguages, Language, _
from ....base.interfaces import IItem
from ....base.permissions import VIEW
from ....content.drafts.interfaces import IDrafts, Work
from ....content.links.interfaces import ILinks
from ....editorial.checks.interfaces import IChecks
from ....editorial.review.interfaces import CannotPerform, ILooking, IReviewData, IReviewing
from ....editorial.tasks.interfaces import KINDS
from ....kernel.tree.lookup import in_work
from ....kernel.workflow.interfaces import IN_WORK, PUBLIC
from ....kernel.workflow.interfaces import TITLES as STATES
from ....kernel.workflow.records import APPROVAL_TITLES
from ....web import desk_view
from ..frame.document import document_asked
from ..frame.menu import HERE, menu
from ..frame.view import DeskView
from ..frame.wording import doer, marks_of, person, state_of, type_of
from .steps import (
    CHANGES,
    MEANINGS,
    STEPS,
    THEN,
    BadDetail,
    details_from,
    form_of,
)

LOOK = _('Đã xem lại')
FOREIGN = 'foreign'


@dataclass(frozen=True)
class Done:
    """One step that was taken, in words."""

    title: str
    person: str
    moment: str
    note: str
    ground: str


@dataclass(frozen=True)
class Approved:
    """One approval, in words."""

    kind: str
    person: str
    moment: str
    basis: str
    override: str


@dataclass(frozen=True)
class Text:
    """The text in one language; ``state``, ``state_name``: ``''`` before there is one."""

    language: Language
    state: str
    state_name: str
    address: str


@menu('', _('Hồ sơ'), at=HERE, deed=VIEW, context=IItem, order=0)
class ItemPage(DeskView):
    """The record of a text in one language."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.document = document_asked(context, request)
        self.working_copy = in_work(self.document)
        self._reviewing = request.service(IReviewing)
        self._looking = request.service(ILooking)

    @desk_view(context=IItem, renderer='templates/item.pt')
    def page(self):
        """Show where the text stands."""
        return self._page()

    @desk_view(context=IItem, name='step', request_method='POST', renderer='templates/item.pt')
    def step(self):
        """Take a step, or show the page again with what was typed and what is wrong."""
        request = self.request
        name = request.POST.get('step', '')
        try:
            details = details_from(request.POST, request.root)
            state = self._reviewing.transition(self.document, name, request.identity.id, details)
        except (BadDetail, CannotPerform) as refused:
            request.response.status_int = 422
            return self._page(name, refused.reasons)
        self.flash(_('${step}: xong. Trạng thái: ${state}.', mapping={
            'step': request.localizer.translate(STEPS[name][0]),
            'state': request.localizer.translate(STATES[state])}))
        return self._onwards()

    @desk_view(context=IItem, name='look', request_method='POST', renderer='templates/item.pt')
    def look(self):
        """Record the second look of another member."""
        try:
            self._looking.look(
                self.document, self.request.identity.id,
                str(self.request.POST.get('note', '')).strip()[:5000])
        except CannotPerform as refused:
            self.request.response.status_int = 422
            return self._page('look', refused.reasons)
        self.flash(_('Đã ghi nhận việc xem lại.'))
        return self.see(self.document)

    def _onwards(self):
        """Return to the page, or to the work of who may not see it any more."""
        if self.request.has_permission(VIEW, in_work(self.document)):
            return self.see(self.document)
        return self.see(self.request.virtual_root)

    def _page(self, tried='', errors=()):
        document, working_copy, request = self.document, self.working_copy, self.request
        errors = dict(errors)
        offers = self._reviewing.available_transitions(document)
        findings = self._findings(working_copy)
        blocked = [each for each in findings if each.severity in ('forbidden', 'override')]
        steps = [
            form_of(offer, document.published_at is None, bool(blocked),
                    *((self._typed(), errors) if offer.transition.name == tried else ()))
            for offer in offers]
        steps.sort(key=lambda form: form.place)
        return {
            'view': '', 'title': working_copy.title, 'document': document,
            'working_copy': working_copy,
            'steps': steps, 'tried': tried,
            'problems': [why for name, why in errors.items() if name == ''],
            'kind': type_of(self.context, request.registry), 'state': state_of(working_copy),
            'public_state': state_of(document), 'is_public': document.state in PUBLIC,
            'marks': marks_of(working_copy, request.registry), 'facts': self._facts(),
            'done': self._done(), 'approvals': self._approvals(), 'findings': findings,
            'is_work': working_copy.state in IN_WORK,
            'may_edit': self._may_write(document.language),
            'translations': self._translations(),
            'review_data': request.registry.getUtility(IReviewData),
            'definition': self._reviewing.definition(document), 'choices': {
                'meaning': MEANINGS, 'change': CHANGES, 'then': THEN},
            'look': self._look(), 'tasks': self._tasks(), 'referring': self._referring(offers)}

    def _referring(self, offers):
        """Return who refers to the text, where it may be withdrawn: that is to be known before."""
        if all(each.transition.name != 'withdraw' for each in offers):
            return ()
        return self.request.service(ILinks).referring(self.context)

    def _may_write(self, tag):
        return self.request.service(IDrafts).may_write(Work(self.context, tag))

    def _translations(self):
        """Return the ``Text`` of each language in which the asker may see the item, or, of
        the foreign ones, begin to translate it.
        """
        found, request = [], self.request
        for language in request.registry.getUtility(ILanguages).enabled:
            text = self.context if language.tag == DEFAULT else (
                self.context.translations.get(language.tag))
            if text is None and language.role == FOREIGN and self._may_write(language.tag):
                found.append(Text(language, '', '', self.path(
                    self.context, 'edit', language=language.tag)))
            elif text is not None and request.has_permission(VIEW, in_work(text)):
                working_copy = in_work(text)
                found.append(Text(
                    language, state_of(working_copy), working_copy.state, self.path(text)))
        return found if len(found) > 1 else []

    def _typed(self):
        form = self.request.POST
        return {**{name: str(form.get(name, '')) for name in form},
                'checks': form.getall('checks')}

    def _findings(self, working_copy):
        if working_copy.state not in IN_WORK:
            return []
        return self.request.service(IChecks).findings(self.document)

    def _tasks(self):
        """Return ``(kind, who, term)`` of each task that is not done yet."""
        review = self.working_copy.review
        return [(KINDS[task.wish.kind], doer(self.request.root, task),
                 moment(task.wish.due))
                for task in (review.tasks if review is not None else ()) if not task.is_ended]

    def _look(self):
        """Return what the second look needs, ``None`` if none does."""
        if not self._looking.is_needed(self.document):
            return None
        return {'due': moment(self._looking.due(self.document)),
                'against': self._looking.reasons_against(
                    self.document, self.request.identity.id)}

    def _facts(self):
        document, working_copy = self.document, self.working_copy
        review = working_copy.review or document.concluded
        name = self._name
        authors = sorted(review.authors) if review is not None else [working_copy.created_by]
        return [(title, value) for title, value in (
            (_('Người viết, sửa'), ', '.join(filter(None, map(name, authors)))),
            (_('Bắt đầu'), moment(working_copy.created_at)),
            (_('Sửa lần cuối'), moment(working_copy.modified_at)),
            (_('Xuất bản lần đầu'), moment(document.published_at)),
            (_('Cập nhật'), moment(document.updated_at)),
            (_('Hẹn xuất bản'), moment(review.publish_at if review is not None else None)),
            (_('Hết hạn đăng'), moment(document.expires_at or (
                review.expires_at if review is not None else None))),
        ) if value]

    def _name(self, principal):
        return person(self.request.root, principal)

    def _done(self):
        """Return the steps taken with the version in work, or with the public one."""
        review = self.working_copy.review or self.document.concluded
        if review is None:
            return []
        grounds = self.request.registry.getUtility(IReviewData).grounds
        events = [*review.events, *filter(None, (review.second_look,))]
        return [Done(
            STEPS[each.transition][0] if each.transition in STEPS else LOOK,
            self._name(each.actor), moment(each.moment), each.note,
            grounds[each.ground].title if each.ground in grounds else '')
            for each in reversed(events)]

    def _approvals(self):
        review = self.working_copy.review
        shown = review.approvals if review is not None else self.document.approvals
        return [Approved(APPROVAL_TITLES[each.kind], self._name(each.actor), moment(each.moment),
                         each.basis, each.override) for each in shown]
