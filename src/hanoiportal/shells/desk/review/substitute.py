"""Làm thay: whom the asker lets do their tasks while they are absent."""
from pyramid.security import NO_PERMISSION_REQUIRED

from ....base.errors import Refused
from ....base.i18n import _
from ....base.interfaces import ISite
from ....editorial.tasks.interfaces import ISubstitutes
from ....web import desk_view
from ....web.forms.days import ONE_DAY, BadDay, day_of, shown_day
from ..frame.menu import OWN, menu
from ..frame.view import OwnView
from ..frame.wording import person

NAME = 'substitute'


@menu(NAME, _('Làm thay khi vắng mặt'), at=OWN, order=45)
class SubstitutePage(OwnView):
    """Who stands in for the asker, and for whom the asker does."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self._service = request.service(ISubstitutes)

    @desk_view(context=ISite, name=NAME, permission=NO_PERMISSION_REQUIRED, deed=None,
               renderer='templates/substitute.pt')
    def page(self):
        """Show it, with the form."""
        return self._page({}, {})

    @desk_view(context=ISite, name=NAME, permission=NO_PERMISSION_REQUIRED, deed=None,
               request_method='POST', renderer='templates/substitute.pt')
    def keep(self):
        """Name somebody, or show the form again with what is wrong."""
        form, account = self.request.POST, self.asker.account
        try:
            self._service.name(account, str(form.get('substitute', '')), day_of(form, 'starts'),
                               day_of(form, 'ends', ONE_DAY))
        except BadDay as bad:
            return self._page(form, {bad.args[0]: _('Hãy nhập một ngày.')})
        except Refused as refused:
            return self._page(form, refused.reasons)
        self.flash(_('Đã ghi người làm thay.'))
        return self.see(self.context, NAME)

    @desk_view(context=ISite, name='end-substitution', permission=NO_PERMISSION_REQUIRED,
               deed=None, request_method='POST')
    def end(self):
        """Let nobody stand in any more."""
        try:
            self._service.end(self.asker.account)
        except Refused:
            return self.see(self.context, NAME)
        self.flash(_('Không còn ai làm thay bạn.'))
        return self.see(self.context, NAME)

    def _page(self, typed, reasons):
        if reasons:
            self.request.response.status_int = 422
        account, portal = self.asker.account, self.request.root
        current = self._service.current(account)
        return {
            'title': _('Làm thay khi vắng mặt'), 'typed': typed, 'reasons': reasons,
            'current': current, 'substitute': person(portal, current and current.substitute),
            'starts': shown_day(current and current.starts),
            'ends': shown_day(current and current.ends, ONE_DAY),
            'absent': [person(portal, each) for each in self._service.absent(account)],
            'colleagues': sorted(self._service.colleagues(account),
                                 key=lambda each: (each.full_name, each.id))}
