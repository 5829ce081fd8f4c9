"""Gửi ý kiến lên diễn đàn: the form, what it is about, and what holds for its cases."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import cast

from ...base.clock import shown_date
from ...base.i18n import DEFAULT, _
from ...base.interfaces import IPortal, ISite
from ...base.text import first_words
from ...kernel.tree.lookup import find_portal, find_site, in_language, item_of
from ...kernel.tree.readable import normal
from ..batches.interfaces import TAKEN_OUT
from ..cases.interfaces import (
    ADDED,
    DISSATISFIED,
    FORUM,
    FORWARDED,
    MERGED,
    PROCESS,
    PUBLISH,
    REOPENED,
    SPLIT,
    Case,
    CaseEvent,
    ISealedCases,
)
from ..questions.interfaces import (
    CHOICE,
    EMAIL,
    HIDDEN,
    TEXT,
    CaseField,
    CaseForm,
    SubjectLine,
)
from .interfaces import (
    ASKED,
    BY_NAME,
    BY_PEN_NAME,
    CONFIRMING,
    FORM,
    LONGEST_PEN_NAME,
    LONGEST_POST,
    OPEN,
    PEN_NAME,
    PREPARING,
    PUBLISHED_POST,
    SHOWN_AS,
    IForumTopic,
    PublicPost,
)
from .spam import against_spam

GONE = _('Ý kiến này không còn trên diễn đàn nên không trả lời được. Có thể gửi thành ý kiến mới '
         'ở trang chủ đề; nội dung đã viết còn nguyên ở đây.')
TOO_DEEP = _('Đây là một câu trả lời. Diễn đàn chỉ nhận trả lời cho ý kiến gốc; xin trả lời ý '
             'kiến gốc. Nội dung đã viết còn nguyên ở đây.')
NO_NAME = _('Chưa chọn tên hiện cùng ý kiến: họ tên đã xác nhận, hoặc một bút danh.')
TWO_NAMES = _('Đã nhập bút danh nhưng chọn hiện họ tên đã xác nhận. Xin chọn “Bút danh”, hoặc để '
              'trống ô bút danh.')
TOPIC = _('Chủ đề', context='forum')
POSTING = CaseForm(
    FORM, FORUM, _('Gửi ý kiến lên diễn đàn'),
    _('Ý kiến về một chủ đề đang mở, hoặc trả lời một ý kiến đã đăng.'),
    (CaseField('text', _('Ý kiến'), TEXT, required=True, longest=LONGEST_POST),
     CaseField(SHOWN_AS, _('Tên hiện cùng ý kiến'), CHOICE, choices=(
         (BY_NAME, _('Họ và tên đã xác nhận')), (BY_PEN_NAME, _('Bút danh')))),
     CaseField(PEN_NAME, _('Bút danh'), longest=LONGEST_PEN_NAME, hint=_(
         'Chỉ nhập nếu chọn hiện bút danh. Người đọc chỉ thấy bút danh; Ban Biên tập biết họ tên '
         'hoặc số điện thoại đã xác nhận.')),
     CaseField('email', _('Thư điện tử'), EMAIL, optional=True, autocomplete='email',
               hint=_('Để nhận mã theo dõi và tin báo khi ý kiến được đăng hoặc không được đăng.'),
               unmailed_hint=_('Để cơ quan liên hệ khi cần. Không có thư điện tử vẫn gửi được.')),
     CaseField('topic', TOPIC, HIDDEN), CaseField('reply_to', _('Trả lời'), HIDDEN)),
    (_('Ý kiến hiện trên Cổng sau khi Ban Biên tập phê duyệt; không được đăng thì có lý do.'),
     _('Cổng đưa một mã và một khóa để theo dõi ý kiến và để rút lại.')),
    capacities=False, consents=(PUBLISH,), asked=ASKED, alone=False,
    needed=(PROCESS, PUBLISH), confirmed=CONFIRMING, consent_words=((PUBLISH, _(
        'Tôi đồng ý để ý kiến này được đăng công khai cùng tên đã chọn, sau khi đã bỏ thông tin '
        'cá nhân khác.')),))


class TopicSubject:
    """``IFormSubject`` of the form: the topic, and the post that it replies to."""

    def receiver(self, site: ISite, values: Mapping[str, str]) -> ISite | None:
        """See ``IFormSubject``."""
        found = _topic(site, values)
        return None if found is None else find_site(found)

    def lines(self, site: ISite, values: Mapping[str, str], tag: str) -> Sequence[SubjectLine]:
        """See ``IFormSubject``."""
        topic = _topic(site, values)
        if topic is None:
            return ()
        post = post_of(topic, values.get('reply_to', ''))
        said = f'{post.name}: {first_words(post.text, 160)}' if post is not None else ''
        text = in_language(topic, tag)
        return [each for each in (SubjectLine(TOPIC, text.title, text.language),
                                  SubjectLine(_('Trả lời ý kiến'), said, DEFAULT)) if each.text]

    def against(self, site: ISite, values: Mapping[str, str]) -> Mapping[str, str]:
        """See ``IFormSubject``."""
        topic = _topic(site, values)
        if topic is None:
            return {}
        found = {'': against(topic, values.get('reply_to', '')), SHOWN_AS: _no_name(values),
                 **{name: against_spam(values.get(name, '')) for name in ('text', PEN_NAME)}}
        return {name: why for name, why in found.items() if why}


def against(topic: IForumTopic, reply_to: str) -> str:
    """Return why no post on ``topic``, or reply to its post ``reply_to``, is taken, translatable;
    ``''`` if it is.
    """
    if topic.phase != OPEN:
        return closed(topic)
    if not reply_to:
        return ''
    post = post_of(topic, reply_to)
    if post is None:
        return GONE
    return TOO_DEEP if post.parent else ''


def _no_name(values: Mapping[str, str]) -> str:
    shown_as, pen_name = values.get(SHOWN_AS, ''), normal(values.get(PEN_NAME, ''))
    if shown_as == BY_NAME and pen_name:
        return TWO_NAMES
    return '' if shown_as == BY_NAME or (shown_as == BY_PEN_NAME and pen_name) else NO_NAME


def closed(topic: IForumTopic) -> str:
    """Return from when, or until when, posts on ``topic`` are taken; translatable."""
    opens, closes = (shown_date(day, DEFAULT) if day else '…'
                     for day in (topic.opens, topic.closed_on))
    if topic.phase == PREPARING:
        return _('Chủ đề này mở từ ngày ${opens}. Nội dung đã viết còn nguyên.',
                 mapping={'opens': opens})
    return _('Chủ đề này đã đóng ngày ${closes}; ý kiến không nhận thêm. Nội dung đã viết còn '
             'nguyên; có thể gửi thành góp ý hoặc câu hỏi.', mapping={'closes': closes})


def post_of(topic: IForumTopic, id: str) -> PublicPost | None:
    """Return the public post of ``topic`` with that ``id``, ``None`` if there is none."""
    found = topic.public_posts
    return found.all.get(id) if found is not None and id else None


def topic_at(portal: IPortal, topic: str) -> IForumTopic | None:
    """Return the item of ``topic``, ``None`` if it is gone."""
    found = item_of(portal, topic)
    return cast(IForumTopic, found) if IForumTopic.providedBy(found) else None


def _topic(site: ISite, values: Mapping[str, str]) -> IForumTopic | None:
    found = topic_at(find_portal(site), values.get('topic', ''))
    return found if found is not None and found.is_public else None


class PostConduct:
    """``cases.interfaces.IConduct`` of posts."""

    page = 'forum-post'
    labels: Mapping[str, str] = MappingProxyType({
        'topic': TOPIC, 'reply_to': _('Trả lời ý kiến'), PEN_NAME: _('Bút danh'),
        SHOWN_AS: _('Tên hiện cùng ý kiến'), f'{SHOWN_AS}:{BY_NAME}': _('Họ và tên đã xác nhận'),
        f'{SHOWN_AS}:{BY_PEN_NAME}': _('Bút danh')})
    mailed = frozenset({PUBLISHED_POST, TAKEN_OUT})
    titles: Mapping[str, str] = MappingProxyType({
        PUBLISHED_POST: _('Đã đăng trên diễn đàn'), TAKEN_OUT: _('Đã gỡ khỏi trang công khai')})
    unasked = frozenset({ADDED, REOPENED, DISSATISFIED})

    def said(self, site: ISite, details: Mapping[str, str]) -> Mapping[str, str]:
        """The topic by its title, the post that is replied to by its text."""
        topic = topic_at(find_portal(site), details.get('topic', ''))
        if topic is None:
            return {}
        post = post_of(topic, details.get('reply_to', ''))
        return {'topic': topic.title, 'reply_to': first_words(post.text) if post else ''}

    def links(self, details: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
        """The topic; the post that is replied to stands in it."""
        topic = details.get('topic', '')
        return {'topic': (topic,), 'reply_to': (topic,)}

    def answer_rule(self, cases: ISealedCases, case: Case) -> str:
        """No term of its own."""
        return ''

    def against(self, cases: ISealedCases, case: Case, event: CaseEvent) -> str:
        """A post stays with its topic and as it was written."""
        if event.kind in (FORWARDED, MERGED, SPLIT):
            return _('Ý kiến trên diễn đàn được kiểm duyệt ở chủ đề, không chuyển, gộp hay tách.')
        if event.kind in (ADDED, REOPENED) and not event.actor:
            return _('Ý kiến đã gửi không sửa được; xin rút rồi gửi ý kiến mới.')
        return ''


def threads_of(posts: Sequence[PublicPost]) -> list[list[PublicPost]]:
    """Return ``posts``, in their order, as threads: each with the replies to it.

    Replies to a post that has gone are a thread where the first of them stands.
    """
    found: dict[str, list[PublicPost]] = {}
    for each in posts:
        found.setdefault(each.parent or each.id, []).append(each)
    return list(found.values())
