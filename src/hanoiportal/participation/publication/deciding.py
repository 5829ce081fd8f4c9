"""Who may approve a public text, and what stands against it."""
from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from pyramid.registry import Registry

from ...base.i18n import _
from ...base.interfaces import ISite
from ...kernel.security.authorization.grants import roles_at
from ...kernel.workflow.definitions import Definition, IDefinitions, definition_of
from ..cases.interfaces import ANSWERED, NAME, PUBLISH, Contents
from .drafting import undecided
from .interfaces import CONSENTED, FIGURE, WAYS, PublicText


@dataclass(frozen=True)
class Deciding:
    """What is known of an approval.  ``approvals``: of exactly this ``digest``, so far.

    ``is_done``: whether they were enough.  ``state``: of the case.
    """

    registry: Registry
    site: ISite
    actor: str
    now: datetime.datetime
    digest: str
    approvals: tuple[tuple[str, datetime.datetime], ...]
    is_done: bool
    board_is_active: bool
    state: str
    contents: Contents

    @property
    def definition(self) -> Definition:
        """The workflow of the site, which says how many approve, and who."""
        return definition_of(self.site, self.registry.getUtility(IDefinitions))

    @property
    def stage(self) -> int:
        """The number of the stage that the next approval is of, from 0."""
        return self.definition.stages_of(len(self.approvals) + 1)[-1]

    @property
    def is_last(self) -> bool:
        """Whether the next approval is the last that is needed."""
        return len(self.approvals) + 1 >= sum(each.count for each in self.definition.stages)

    @property
    def is_ones_turn(self) -> bool:
        """Whether the actor has a role of that stage."""
        roles = roles_at(self.site, (self.actor,), self.now)
        return bool(roles & self.definition.stages[self.stage].roles)


def reasons_against(text: PublicText, deciding: Deciding) -> Mapping[str, str]:
    """Return what stands against approving ``text``: ``{field or '': translatable sentence}``."""
    against = _against_person(text, deciding)
    if against:
        return {'': against}
    return _against_way(text, deciding.contents) or _against_text(text)


def _against_person(text: PublicText, deciding: Deciding) -> str:
    if deciding.state != ANSWERED:
        return _('Chỉ công khai sau khi đã trả lời người hỏi.')
    if not deciding.board_is_active:
        return _('Trang này chưa có Ban Biên tập đang hoạt động nên không xuất bản được '
                 '(Điều 18 Quy chế).')
    if deciding.is_done:
        return _('Bản công khai này đã được phê duyệt.')
    if deciding.actor in text.authors:
        return _('Người viết hoặc sửa phiên bản này không được tự phê duyệt.')
    if deciding.actor in {actor for actor, _moment in deciding.approvals}:
        return _('Phiên bản này đã được tài khoản này phê duyệt.')
    if not deciding.is_ones_turn:
        return _('Bước này do người khác trong Ban Biên tập phê duyệt.')
    return ''


def _against_way(text: PublicText, contents: Contents) -> Mapping[str, str]:
    if text.way not in WAYS:
        return {'way': _('Hãy chọn một giá trị trong danh sách.')}
    if text.way == CONSENTED and PUBLISH not in contents.consents:
        return {'way': _('Người gửi chưa đồng ý công khai: chỉ công khai bản viết lại, không nêu '
                         'tên, hoặc chỉ tính vào số liệu.')}
    if text.way != CONSENTED and not text.reason.strip():
        return {'reason': _('Hãy ghi lý do của quyết định này.')}
    if text.name and (text.way != CONSENTED or NAME not in contents.consents
                      or text.name.strip() != contents.sender.name.strip()):
        return {'name': _('Người gửi chưa đồng ý công khai họ tên này.')}
    return {}


def _against_text(text: PublicText) -> Mapping[str, str]:
    if text.way == FIGURE:
        return {}
    if not text.question.strip():
        return {'question': _('Chưa có nội dung câu hỏi.')}
    if not text.answer.strip():
        return {'answer': _('Chưa có nội dung trả lời.')}
    left = len(undecided(text))
    if left:
        return {'': _('Còn ${number} chỗ có thể nêu thông tin cá nhân chưa được quyết định.',
                      mapping={'number': left})}
    return {}
