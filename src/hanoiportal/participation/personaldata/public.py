"""``/du-lieu-cua-toi``: what the portal holds of who has signed in by VNeID, or of a case that
this browser has opened, to be saved; and the copies that a decision has given.
"""
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.response import Response
from pyramid.view import view_config

from ...base.interfaces import ISite
from ...base.numbers import number_in
from ...shells.public.replies.codes import HEADERS
from ...shells.public.replies.confirming import Confirming
from ...shells.public.replies.openedcases import OpenedCases
from ...web import View
from ...web.files import named
from ...web.login.throttle import refuse_too_many
from ...web.routing.origins import refuse_foreign
from ..cases.interfaces import DATA_COPIED, Attachment, Case, ICases
from ..identities.interfaces import MINE, ICitizens
from ..questions.interfaces import FORMS, TRACKING
from .interfaces import COPY, GIVEN, SLUG, IPersonalCopies


class PersonalDataView(View):
    """Gives the copy: below the address the name of an opened case, nothing for all of a person.
    Below the name of a request, the code of a case of which a copy was given.
    """

    @view_config(context=ISite, name=COPY, request_method=('GET', 'HEAD'),
                 subpath=True)
    def show(self) -> Response:
        """Give what was decided on; lead whoever asks for something else to where it is got."""
        steps = self.request.subpath
        found = self._given(*steps) if len(steps) == 2 else None
        if found is not None:
            return self._saved(found)
        is_open = self.request.registry.getUtility(ICitizens).is_open
        onwards = (TRACKING, steps[0]) if steps else (MINE,) if is_open else (FORMS, SLUG)
        return HTTPSeeOther(self.request.link(self.context, *onwards), headers=HEADERS)

    @view_config(context=ISite, name=COPY, request_method='POST', require_csrf=False,
                 subpath=True)
    def give(self) -> Response:
        """Give it; whoever has opened nothing gets what there is for no such address."""
        refuse_foreign(self.request)
        refuse_too_many(self.request, 'track')
        found = self._copy()
        if found is None:
            raise HTTPNotFound
        return self._saved(found)

    @staticmethod
    def _saved(found: Attachment) -> Response:
        response = Response(found.content, content_type=found.media_type, charset='utf-8')
        response.headers.update({
            **HEADERS, 'Content-Disposition': named('attachment', found.filename)})
        return response

    def _copy(self) -> Attachment | None:
        registry, steps, tag = self.request.registry, self.request.subpath, (
            self.request.language.tag)
        copies: IPersonalCopies = registry.getUtility(IPersonalCopies)
        if not steps:
            identity = Confirming(self.request, MINE).identity
            return identity and copies.of_person(self.request.root, identity.pseudonym, tag)
        case = self._opened(steps[0]) if len(steps) == 1 else None
        return None if case is None else copies.of_cases(self.request.root, [case], tag)

    def _given(self, name: str, code: str) -> Attachment | None:
        """Return the copy of the case of ``code`` that the request ``name`` has got."""
        request = self._opened(name)
        numbers = [number_in(event.to) for event in (request.events if request is not None else ())
                   if event.ground == GIVEN]
        found = next((case for each in numbers if (case := self._cases.get(each)) is not None
                      and case.code == code), None)
        if request is None or found is None:
            return None
        indexes = [index for event in found.events for index in event.files
                   if (event.ground, event.to) == (DATA_COPIED, str(request.number))]
        return self._cases.file(found, indexes[-1]) if indexes else None

    def _opened(self, name: str) -> Case | None:
        number = OpenedCases(self.request).number(name)
        return None if number is None else self._cases.get(number)

    @property
    def _cases(self) -> ICases:
        cases: ICases = self.request.registry.getAdapter(self.context, ICases)
        return cases
