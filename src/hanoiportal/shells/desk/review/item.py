"""Hồ sơ của một bài: where it stands, what can be done next, and what was done (clause 14)."""
from dataclasses import dataclass
from functools import partial

from ....base.clock import moment
from ....base.i18n import DEFAULT, ILanguages, Language, _
from ....base.interfaces import IItem
from ....base.permissions import VIEW
from ....content.drafts.interfaces import IDrafts, Work
from ....content.links.interfaces import ILinks
from ....editorial.checks.interfaces import IChecks
from ....editorial.review.interfaces import CannotPerform, ILooking, IReviewData, IReviewing
from ....editorial.tasks.interfaces import KINDS, due_of
from ....kernel.tree.lookup import find_site, in_work
from ....kernel.workflow.interfaces import IN_WORK, PUBLIC
from ....kernel.workflow.records import MAJOR
from ....platform.duedays.interfaces import IDueDays
from ....platform.notifications.interfaces import INotifying
from ....web import desk_view
from ...frame.assets import asset_url
from ..frame.document import document_asked
from ..frame.listing import is_returned
from ..frame.menu import HERE, menu
from ..frame.view import DeskView
from ..frame.wording import doer, marks_of, state_of, type_of
from ..writing.filecard import card_of
from .deleting import may_delete
from .findings import counted
from .nextstep import next_step
from .remarks import THREADS
from .rounds import Rounds
from .shown import Shown
from .steps import (
    CHANGES,
    DONE,
    MEANINGS,
    THEN,
    THEREFORE,
    BadDetail,
    details_from,
    form_of,
    place_named,
)

FOREIGN = 'foreign'
STYLESHEET = asset_url('record.css')


@dataclass(frozen=True)
class LanguageText:
    """The text in one language; ``state``, ``state_name``: ``''`` before there is one."""

    language: Language
    state: str
    state_name: str
    address: str


@menu('', _('Hồ sơ'), at=HERE, working_permission=VIEW, context=IItem, order=0)
class ItemPage(DeskView):
    """The record of a text in one language.  ``view``: name of its page."""

    view = ''

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
            details = details_from(
                request.POST, partial(place_named, request, self.context),
                request.registry.getUtility(IReviewData).checks)
            state = self._reviewing.transition(self.document, name, request.identity.id, details)
        except (BadDetail, CannotPerform) as refused:
            request.response.status_int = 422
            return self._page(name, refused.reasons)
        self.flash(self._said(name, state))
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

    def _said(self, name, state):
        """Return what is said of the step ``name`` that has led to ``state``."""
        translate = self.request.localizer.translate
        review = in_work(self.document).review
        planned = review.publish_at if review is not None else None
        day, _space, time = moment(planned).partition(' ')
        return ' '.join(map(translate, (
            DONE[name], _(THEREFORE[state], mapping={'time': time, 'day': day}))))

    def _onwards(self):
        """Return to the page, or to the work of who may not see it any more."""
        if self.request.has_permission(VIEW, in_work(self.document)):
            return self.see(self.document)
        return self.see(self.request.virtual_root)

    def _page(self, tried='', errors=()):
        document, working_copy, request = self.document, self.working_copy, self.request
        errors = dict(errors)
        offers = self._reviewing.available_transitions(document)
        edits = self._may_write(document.language)
        shown = Shown(request, document, self.view, edits, self._findings(working_copy))
        look = self._look()
        steps = self._steps(offers, shown, tried, errors)
        following = self._next(steps, shown, look, edits)
        rounds = Rounds(request, document)
        return {
            'view': self.view, 'title': working_copy.title, 'document': document,
            'working_copy': working_copy,
            'following': following, 'tried': tried, 'stylesheet': STYLESHEET,
            'thread_styles': THREADS,
            'unseen': request.service(INotifying).unread(request.identity, document.__oid__),
            'steps': sorted(steps, key=lambda form: (form.name != following, form.place)),
            'problems': [why for name, why in errors.items() if name == ''],
            'kind': type_of(self.context, request.registry), 'state': state_of(working_copy),
            'public_state': state_of(document), 'is_public': document.state in PUBLIC,
            'marks': marks_of(working_copy, request), 'dues': self._dues(),
            'facts': self._facts(rounds),
            'rounds': rounds.latest_first, 'shown': shown, 'counted': counted(shown.found),
            'is_work': working_copy.state in IN_WORK, 'may_edit': edits,
            'may_delete': may_delete(request, document), 'translations': self._translations(),
            'review_data': request.registry.getUtility(IReviewData),
            'definition': self._reviewing.definition(document), 'choices': {
                'meaning': MEANINGS, 'change': CHANGES, 'then': THEN},
            'files': card_of(request, document), 'look': look, 'tasks': self._tasks(),
            'referring': self._referring(offers)}

    def _dues(self):
        """Return ``(words, whether it is over, address)`` of each term that runs for the item."""
        site = find_site(self.context)
        return [(badge.text, badge.days <= 0, self.path(site, 'duty', number=badge.number))
                for badge in self.request.service(IDueDays).badges(self.context)]

    def _steps(self, offers, shown, tried, errors):
        blocked = any(each.blocks for each in shown.found)
        return [form_of(offer, self.document.published_at is None, blocked,
                        *self._said_before(offer.transition.name, tried, errors))
                for offer in offers]

    def _said_before(self, name, tried, errors):
        """Return what was typed into the form of a step, and what is wrong with it."""
        if name == tried:
            return self._typed(), errors
        notice = self.request.GET.get('notice', '')
        return ({'change': MAJOR, 'change_note': notice},) if name == 'submit' and notice else ()

    def _next(self, steps, shown, look, edits):
        """Return the name of the next step of the asker, as of ``nextstep``."""
        working_copy = self.working_copy
        return next_step(
            steps, working_copy.state, edits, look is not None and not look['against'],
            is_returned(working_copy) or any(each.blocks for each in shown.found),
            self._reviewing.would_forgo(self.document))

    def _referring(self, offers):
        """Return who refers to the text, where it may be withdrawn: that is to be known before."""
        if all(each.transition.name != 'withdraw' for each in offers):
            return ()
        return self.request.service(ILinks).referring(self.context)

    def _may_write(self, tag):
        return self.request.service(IDrafts).may_write(Work(self.context, tag))

    def _translations(self):
        """Return the ``LanguageText`` of each language in which the asker may see the item, or, of
        the foreign ones, begin to translate it.
        """
        found, request = [], self.request
        for language in request.registry.getUtility(ILanguages).enabled:
            text = self.context if language.tag == DEFAULT else (
                self.context.translations.get(language.tag))
            if text is None and language.role == FOREIGN and self._may_write(language.tag):
                found.append(LanguageText(language, '', '', self.path(
                    self.context, 'edit', language=language.tag)))
            elif text is not None and request.has_permission(VIEW, in_work(text)):
                working_copy = in_work(text)
                found.append(LanguageText(
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
                 moment(due_of(task, self.context, self.request.registry)))
                for task in (review.tasks if review is not None else ()) if not task.is_ended]

    def _look(self):
        """Return what the second look needs, ``None`` if none does."""
        if not self._looking.is_needed(self.document):
            return None
        return {'due': moment(self._looking.due(self.document)),
                'against': self._looking.reasons_against(
                    self.document, self.request.identity.id)}

    def _facts(self, rounds):
        document, working_copy = self.document, self.working_copy
        review = working_copy.review or document.concluded
        return [(title, value) for title, value in (
            (_('Người viết, sửa'), ', '.join(map(
                self.request.localizer.translate, rounds.writers))),
            (_('Bắt đầu'), moment(working_copy.created_at)),
            (_('Sửa lần cuối'), moment(working_copy.modified_at)),
            (_('Xuất bản lần đầu'), moment(document.published_at)),
            (_('Cập nhật'), moment(document.updated_at)),
            (_('Hẹn xuất bản'), moment(review.publish_at if review is not None else None)),
            (_('Hết hạn đăng'), moment(document.expires_at or (
                review.expires_at if review is not None else None))),
        ) if value]
