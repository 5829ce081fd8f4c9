"""``/theo-doi``: the case that a code and a secret open (ADR 50), and what its sender may do.

The page at the address is the same for everybody.  A right code leads (303) to an address that
says nothing; what opens there is a sealed cookie of this browser.
"""
import datetime
from collections.abc import Mapping

from pyramid.decorator import reify
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.response import Response
from pyramid.view import view_config

from ...base.clock import local
from ...base.i18n import _
from ...base.interfaces import IClock, ISite
from ...kernel.inspection.signatures import BadFile
from ...kernel.tree.lookup import find_portal
from ...platform.media.interfaces import IFileIntake
from ...platform.notifications.interfaces import IPost
from ...shells.public.page.stylesheet import CODE
from ...shells.public.replies.codes import HEADERS
from ...shells.public.replies.openedcases import OpenedCases
from ...web import View
from ...web.files import named
from ...web.login.throttle import IThrottles, refuse_too_many
from ...web.routing.origins import refuse_foreign
from ..cases.interfaces import RATED, Attachment, Case, ICases
from ..identities.interfaces import MINE, ICitizens
from ..personaldata.interfaces import COPY, SLUG
from ..questions.interfaces import FILES, FORMS, TRACKING
from .addedfiles import added_files
from .consents import ENDING, ShownConsent, consent_of, end_consent
from .interfaces import QUESTIONS, ICaseLinks, ISatisfaction
from .letters import ask_for_letters
from .messages import end_messages, is_messaged
from .saying import VERBS, Saying, before_closing, say, unplaced
from .services import parted
from .showing import ShownCase
from .views import FILE, news_of

CODE_FIELD, SECRET_FIELD = 'ma', 'khoa'
#: Limit beyond that of turns: it meets only what takes none, since it brings a file.
TRACK = 'track'
#: What was typed before the page was found closed.
VERB_FIELD, TEXT_FIELD = 'viec', 'noi-dung'
#: Below the address: a new letter, a new secret, how content one is, no short messages.
FORGOTTEN, RENEWED, RATING, UNMESSAGED = 'quen', 'khoa-moi', 'danh-gia', 'thoi-nhan-tin'


class TrackingView(View):
    """The way to a case, and the case."""

    @view_config(context=ISite, name=TRACKING, request_method=('GET', 'HEAD'),
                 subpath=True)
    def show(self) -> Response:
        """Ask for code and secret, or show what this browser has opened."""
        steps = self.request.subpath
        if not steps:
            return self._asking()
        if steps == (FORGOTTEN,):
            return self._forgotten()
        if self._case is not None and steps[1:2] == (FILE,) and len(steps) == 3:
            return self._file(steps[2])
        return self._wrong() if self._case is None or steps[1:] else self._page()

    @view_config(context=ISite, name=TRACKING, request_method='POST', require_csrf=False,
                 subpath=True)
    def take(self) -> Response:
        """Open a case, send letters, or take what its sender says."""
        refuse_foreign(self.request)
        steps = self.request.subpath
        if not steps:
            return self._open()
        if steps == (FORGOTTEN,):
            return self._remind()
        if len(steps) != 2:
            return self._wrong()
        if self._case is None:
            return self._asking(before_closing(steps[1], self._typed('text')), wrong=True)
        if steps[1] in VERBS:
            return self._say(steps[1])
        if steps[1] in ENDING:
            return self._disagree(steps[1])
        return {RATING: self._rate, RENEWED: self._renew,
                UNMESSAGED: self._unmessage}.get(steps[1], self._wrong)()

    def _open(self) -> Response:
        refuse_too_many(self.request, TRACK)
        code, secret = self._typed(CODE_FIELD), self._typed(SECRET_FIELD)
        number = self.request.registry.getUtility(ICaseLinks).number(code, self._now)
        if number is None:
            found = self._cases.find(*(parted(code) if '.' in code else (code, secret)))
            number = found and found.number
        said = before_closing(self._typed(VERB_FIELD), self._typed(TEXT_FIELD))
        if number is None:
            return self._asking(said, wrong=True)
        self._name = OpenedCases(self.request).remember(self.request.response, number)
        if said is not None:
            self._case = self._cases.get(number)
            return self._page(said)
        response = self._again()
        self.request.response.merge_cookies(response)
        return response

    def _remind(self) -> Response:
        refuse_too_many(self.request, TRACK)
        registry, address = self.request.registry, self._typed('email')
        if not registry.getUtility(IThrottles).hit(
                'remind-address', address.casefold()[:200], self._now):
            ask_for_letters(registry, self.context, address)
        return self._forgotten(sent=True)

    def _say(self, verb: str) -> Response:
        saying = Saying(verb, self._typed('text'))
        try:
            files = self._files() if verb == 'bo-sung' else ()
        except BadFile as refused:
            return self._page(saying._replace(why=refused.args[0]))
        saying = say(self._cases, self._case, saying, self._told.verbs, files)
        return self._page(saying) if saying.why else self._again()

    def _files(self) -> list[Attachment]:
        given = [each for each in self.request.POST.getall(FILES)
                 if getattr(each, 'filename', '')]
        throttles: IThrottles = self.request.registry.getUtility(IThrottles)
        return added_files(
            given, self._case, self.request.registry.getUtility(IFileIntake),
            lambda: throttles.hit('ask-files', self.request.remote_addr or '', self._now))

    def _rate(self) -> Response:
        answers = {name: self._typed(name) for name in QUESTIONS}
        if self._told.may_rate and any(answers.values()):
            site = self._cases.standing(self._case, self._now).site
            self.request.registry.getAdapter(self.context, ISatisfaction).count(
                site, f'{local(self._now):%Y-%m}', answers)
            self._cases.keep(self._case, RATED, 'yes')
        return self._again()

    def _unmessage(self) -> Response:
        if self._is_messaged:
            end_messages(self._cases, self._case)
        return self._again()

    def _disagree(self, step: str) -> Response:
        if self._consent is not None and step in dict(self._consent.endings):
            end_consent(self._cases, self._case, step)
        return self._again()

    @property
    def _consent(self) -> ShownConsent | None:
        return consent_of(self.request.registry, self._cases, self._case)

    @property
    def _is_messaged(self) -> bool:
        return is_messaged(self.request.registry, find_portal(self.context), self._case)

    def _renew(self) -> Response:
        receipt = self._cases.renew(self._case)
        return self._page(renewed=receipt.secret)

    def _again(self) -> Response:
        response = HTTPSeeOther(self._address(self._name))
        response.headers['Cache-Control'] = 'no-store'
        return response

    def _file(self, index: str) -> Response:
        found = self._cases.file(self._case, int(index)) if index.isdecimal() and len(
            index) < 4 else None
        shown = {each for event in self._told.events for each in event.files}
        here = self._address(self._name, FILE, index)
        if found is None or here not in {address for address, _name, why in shown if not why}:
            return self._wrong()
        response = Response(found.content, content_type=found.media_type, charset=None)
        response.headers.update({
            **HEADERS, 'Content-Disposition': named('attachment', found.filename)})
        return response

    @reify
    def _cases(self) -> ICases:
        return self.request.registry.getAdapter(self.context, ICases)

    @reify
    def _now(self) -> datetime.datetime:
        return self.request.registry.getUtility(IClock).now()

    @reify
    def _name(self) -> str:
        """What names the case in addresses of this browser."""
        return str(self.request.subpath[0])

    @reify
    def _case(self) -> Case | None:
        number = OpenedCases(self.request).number(self._name)
        return None if number is None else self._cases.get(number)

    @reify
    def _told(self) -> ShownCase:
        return news_of(self.request, self.context, self._name, self._case).told(
            self._case, self._now)

    def _address(self, *steps: str) -> str:
        return str(self.request.link(self.context, TRACKING, *steps))

    def _typed(self, name: str) -> str:
        found = self.request.POST.get(name, '')
        return found.strip() if isinstance(found, str) else ''

    @property
    def _mine(self) -> str:
        """Where one logs in by VNeID, ``''`` if nobody can."""
        is_open = self.request.registry.getUtility(ICitizens).is_open
        return self.request.link(self.context, MINE) if is_open else ''

    def _wrong(self) -> Response:
        return self._asking(wrong=True)

    def _asking(self, said: Saying | None = None, wrong: bool = False) -> Response:
        """Ask for code and secret.  ``said``: what was typed after the case had closed again."""
        if wrong:
            self.request.response.status_int = 404
        return self._rendered('ask', {
            'title': _('Theo dõi nội dung đã gửi'), 'wrong': wrong, 'script': CODE,
            'said': said, 'said_names': (VERB_FIELD, TEXT_FIELD),
            'names': (CODE_FIELD, SECRET_FIELD), 'forgotten': self._address(FORGOTTEN)})

    def _forgotten(self, sent: bool = False) -> Response:
        return self._rendered('forgotten', {
            'title': _('Quên mã hoặc khóa'), 'sent': sent, 'steps': (FORGOTTEN,),
            'is_mailed': self.request.registry.getUtility(IPost).is_open})

    def _page(self, saying: Saying | None = None, renewed: str = '') -> Response:
        return self._rendered('case', {
            'title': _('Hồ sơ ${code}', mapping={'code': self._told.code}), 'told': self._told,
            'saying': saying, 'renewed': renewed,
            'unplaced': '' if saying is None else unplaced(saying, self._told.verbs),
            'is_messaged': self._is_messaged, 'consent': self._consent,
            'verbs': {kind: verb for verb, kind in VERBS.items()},
            'questions': [(name, words, answers) for name, (words, answers) in QUESTIONS.items()],
            'here': self._address(self._name), 'file_field': FILES,
            'copy': self.request.link(self.context, COPY, self._name),
            'ask_data': self.request.link(self.context, FORMS, SLUG)})

    def _rendered(self, template: str, values: Mapping[str, object]) -> Response:
        self.request.response.headers.update(HEADERS)
        return render_to_response(f'templates/{template}.pt', {
            'noindex': True, 'action': self._address(), 'mine': self._mine, **values},
            self.request, response=self.request.response)
