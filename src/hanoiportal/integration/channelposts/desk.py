"""Bài đăng trên kênh: of an item, and all of a site."""
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request

from ...base.clock import moment, parse
from ...base.i18n import _
from ...base.interfaces import IItem, ISite
from ...base.numbers import grouped
from ...base.permissions import DESK, EDIT, NOT_ALLOWED
from ...kernel.tree.lookup import find_portal, find_site, item_of
from ...platform.media.interfaces import ISharedPictures
from ...shells.desk.frame.menu import CONTENT, HERE, menu
from ...shells.desk.frame.view import DeskView
from ...shells.desk.frame.wording import person
from ...web import desk_view
from ...web.files import file_address
from ...web.forms.fields import LINE, MINUTE, TEXT, Field
from .interfaces import (
    BY_HAND,
    LEAVING,
    POSTED,
    RECALLED,
    SCHEDULED,
    SENDING,
    SENT_BACK,
    STALE,
    WAITING,
    CannotPost,
    IChannelPosts,
    IChannels,
    PostText,
    PostView,
)
from .texts import address_of, current, film_of, size_of, tags_of
from .toapprove import PAGE as ONE
from .toapprove import SITE_PAGE as ALL
from .wording import shown

if TYPE_CHECKING:
    import datetime

    from ...kernel.tree.resources import Described
    from .interfaces.channels import Channel

_TITLES = {'title': _('Tiêu đề'), 'text': _('Nội dung')}
_IN_SIGNS = _('Tối đa ${most} ký tự; hiện có ${count}.')
_IN_BYTES = _('Tối đa ${most} byte, chữ có dấu chiếm 2 đến 3 byte; hiện có ${count}.')
#: States in which a post needs nothing of its writer.
_DONE = frozenset({POSTED, SCHEDULED, SENDING})
#: What a template is given.
Values = dict[str, object]


def has_channels(context: IItem, request: Request) -> bool:
    """Return whether posts of ``context`` can be written, or were."""
    service: IChannelPosts = request.service(IChannelPosts)
    return bool(service.channels(context))


@menu(ONE, _('Bài đăng trên kênh'), at=HERE, working_permission=EDIT, context=IItem, order=55,
      shown=has_channels)
class ItemPosts(DeskView):
    """The posts of an item, and writing them."""

    def __init__(self, context: IItem, request: Request) -> None:
        super().__init__(context, request)
        self._service: IChannelPosts = request.service(IChannelPosts)
        self._item = cast('Described', context)
        self._shared: ISharedPictures = request.registry.getUtility(ISharedPictures)
        self._channels = {each.name: each for each in self._service.channels(context)}

    @desk_view(context=IItem, name=ONE, working_permission=EDIT, renderer='templates/posts.pt')
    def page(self) -> Values:
        """Show them."""
        return self._page({})

    @desk_view(context=IItem, name=ONE, working_permission=EDIT, request_method='POST',
               renderer='templates/posts.pt')
    def act(self) -> Values | HTTPSeeOther:
        """Write, approve, send back or recall."""
        act, _colon, name = str(self.request.POST.get('act', '')).partition(':')
        try:
            said = self._done(act, name)
        except CannotPost as refused:
            self.request.response.status_int = 422
            return self._page({f'{name}.{field}' if name and field else field: text
                               for field, text in refused.reasons.items()})
        self.flash(said)
        return self.see(self.context, ONE)

    def _done(self, act: str, name: str) -> str:
        form, actor = self.request.POST, self.request.identity.id
        if act == 'write':
            self._service.write(self._item, self._given(), self._at(), actor)
            return _('Đã trình Ban Biên tập.')
        channel = self._channels.get(name)
        if channel is None:
            raise CannotPost({'': _('Trang chưa được nối với kênh này.')})
        place = self._item, channel
        digest, reason = str(form.get('digest', '')), str(form.get('reason', ''))
        if act == 'approve':
            is_last = self._service.approve(*place, digest, actor)
            return _('Đã phê duyệt; bài được đăng ngay hoặc đúng giờ đã chọn.') if is_last else _(
                'Đã phê duyệt, chờ thành viên khác phê duyệt.')
        if act == 'back':
            self._service.send_back(*place, digest, reason, actor)
            return _('Đã trả lại bài đăng.')
        if act == 'recall':
            self._service.recall(*place, reason, actor)
            return _('Kênh này không cho Cổng gỡ: Ban Biên tập được báo để gỡ bằng tay.') if (
                channel.by_hand) else _('Bài đăng đang được gỡ khỏi kênh.')
        raise CannotPost({'': _('Không rõ việc cần làm.')})

    def _given(self) -> dict[str, dict[str, str]]:
        form = self.request.POST
        return {name: {field: self._typed(f'{name}.{field}', '') for field in (
            self._channels[name].most if name in self._channels else ())}
            for name in form.getall('to')[:len(self._channels) + 1]}

    def _typed(self, name: str, default: str) -> str:
        """Return what was typed; a browser sends each end of a line as two characters."""
        return str(self.request.POST.get(name, default)).replace('\r\n', '\n')

    def _at(self) -> datetime.datetime | None:
        typed = str(self.request.POST.get('at', '')).strip()
        try:
            return parse(typed) if typed else None
        except (ValueError, OverflowError):
            raise CannotPost({'at': _('Hãy nhập ngày, giờ.')}) from None

    def _page(self, reasons: Mapping[str, str]) -> Values:
        posts = [(each, self._service.post(self._item, each)) for each in self._channels.values()]
        unfit = {each.name: self._service.unfit(self._item, each) for each, _view in posts}
        forms = [(each, self._fields(each, view, reasons)) for each, view in posts
                 if not unfit[each.name]]
        done = {view.channel.name for _channel, view in posts
                if view is not None and view.state in _DONE}
        at = Field('at', _('Giờ đăng'), MINUTE, str(self.request.POST.get('at', '')),
                   error=reasons.get('at', ''), hint=_(
                       'Để trống: đăng ngay khi Ban Biên tập phê duyệt.'))
        named = {field.name for _channel, fields in forms for field in fields} | {'at'}
        cards = [(view, self._card(view)) for _channel, view in posts if view is not None]
        return {
            'title': _('Bài đăng trên kênh'), 'at': [at], 'cards': cards,
            'groups': [(is_done, found) for is_done in (False, True) if (
                found := [each for each in forms if (each[0].name in done) is is_done])],
            'is_open': bool(reasons), 'is_connected': bool(posts),
            'unfit': [(each.title, unfit[each.name]) for each, _view in posts
                      if unfit[each.name]],
            'is_public': bool(current(self._item)), 'address': address_of(
                self._item, self.request.registry),
            'ticked': self.request.POST.getall('to') if reasons else set(self._channels) - done,
            'problems': [text for name, text in reasons.items() if name not in named],
            'reason': str(self.request.POST.get('reason', ''))}

    def _fields(self, channel: Channel, view: PostView | None,
                reasons: Mapping[str, str]) -> list[Field]:
        text = view.work if view is not None and view.work is not None else (
            self._service.proposed(self._item, channel))
        found = []
        for field, most in channel.most.items():
            name = f'{channel.name}.{field}'
            typed = self._typed(name, getattr(text, field))
            hint = _IN_BYTES if channel.codecs.get(field) == 'utf-8' else _IN_SIGNS
            found.append(Field(
                name, _TITLES[field], LINE if field == 'title' else TEXT, typed, True, rows=5,
                error=reasons.get(name, ''), hint=_(hint, mapping={
                    'most': grouped(most, self.request.language.tag),
                    'count': size_of(typed, field, channel)})))
        return found

    def _card(self, view: PostView) -> Values:
        root, waits = self.request.root, view.state == WAITING
        against = self._service.against(
            self._item, view.channel, self.request.identity.id) if waits else ''
        work = view.work if view.state in (WAITING, SENT_BACK) else None
        return {
            **shown(view), 'texts': [(kind, self._said(text, view.channel)) for kind, text in (
                ('work', work), ('approved', view.approved)) if text is not None],
            'waits': waits, 'is_back': view.state == SENT_BACK,
            'may_approve': waits and not against,
            'may_recall': view.approved is not None and view.state not in (
                LEAVING, RECALLED, BY_HAND),
            'authors': ', '.join(person(root, each) for each in view.authors),
            'approvers': ', '.join(person(root, each) for each in view.approved_by),
            'approved_at': moment(view.approved_at),
            'by_hand': view.channel.by_hand and view.state in (WAITING, POSTED, STALE),
            'left_at': find_site(self._item) if view.state == BY_HAND else None,
            'against': '' if against == NOT_ALLOWED else against}

    def _said(self, text: PostText, channel: Channel) -> Values:
        """Return ``text`` as the board reads it, exactly."""
        found = self.request.root.__objectmap__.object_for(text.attached)
        film = film_of(self._item)
        picture = '' if not hasattr(found, 'image') else (
            f'{self.request.link(found)}/{self._shared.path(found)}')
        return {
            'title': text.title, 'text': text.text, 'at': moment(text.at), 'picture': picture,
            'tags': '; '.join(tags_of(self._item, channel)),
            'film': '' if film is None or text.attached != self._item.__oid__ else (
                file_address(  # type: ignore[no-untyped-call]  # of web
                    self.request, self._item, film))}


@menu(ALL, _('Bài đăng trên kênh'), at=CONTENT, permission=EDIT, order=70,
      count_at=lambda site, request: len(request.service(IChannelPosts).standing(site)),
      shown=lambda context, request: bool(request.service(IChannelPosts).channels(context)))
class SitePosts(DeskView):
    """All posts of a site, the latest written first, and what people have to take away."""

    @desk_view(context=ISite, name=ALL, permission=DESK, working_permission=EDIT,
               renderer='templates/siteposts.pt')
    def page(self) -> Values:
        """Show them."""
        service: IChannelPosts = self.request.service(IChannelPosts)
        channels = self.request.registry.getUtility(IChannels)
        found = service.posts(find_site(self.context))
        return {'title': _('Bài đăng trên kênh'), 'rows': [
            (item.title, self.path(cast('IItem', item), ONE), shown(view))
            for item, view in found[:200]], 'total': len(found), 'left': [
                (channels[channel].title, f'{channel} {name}', post.link, moment(post.since),
                 getattr(item_of(find_portal(self.context), post.item), 'title', post.link))
                for channel, name, post in service.standing(self.context) if channel in channels]}

    @desk_view(context=ISite, name=ALL, permission=DESK, working_permission=EDIT,
               request_method='POST')
    def confirm(self) -> HTTPSeeOther:
        """Note that somebody has taken a post away at its channel."""
        channel, _blank, name = str(self.request.POST.get('post', '')).partition(' ')
        try:
            self.request.service(IChannelPosts).confirm(
                self.context, channel, name, self.request.identity.id)
        except CannotPost as refused:
            self.flash(refused.reasons[''])
        else:
            self.flash(_('Đã ghi nhận: bài đăng đã được gỡ trên kênh.'))
        return self.see(self.context, ALL)
