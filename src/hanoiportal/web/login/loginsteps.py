"""Từng bước đăng nhập: the way in for every page that asks who somebody is, the log-in as well as
the page that brings back what was typed when a session had ended.
"""
from typing import NamedTuple

from pyramid.httpexceptions import HTTPTooManyRequests

from ...base.i18n import _
from ...kernel.security.authentication.passwordlinks import opened_by
from ...kernel.security.authentication.vneid import bound_to
from .authentication import (
    BY_LINK,
    BY_PASSWORD,
    BY_VNEID,
    authenticated,
    await_second_factor,
    awaited,
    count_failure,
    enter,
    is_begun_by_vneid,
    refuse_flood,
)
from .codes import second_step

#: What is asked for next: name and password, a link, a code, nothing more.
LOGIN, LINK, CODE, INSIDE = 'login', 'link', 'code', 'inside'
#: The one answer to every wrong attempt.
WRONG = _('Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đang bị khóa.')
#: To a link that is wrong, used, over or of an account that is closed.
WRONG_LINK = _('Đường dẫn không dùng được: nó đã hết hạn, đã dùng rồi, hoặc không đúng. Hãy nhờ '
               'người quản trị tài khoản gửi lại.')
#: To an identity that is bound to no account, or to one that is closed.
NOT_BOUND = _('Danh tính VNeID này không mở được tài khoản nào ở đây. Xin đăng nhập bằng mật '
              'khẩu; việc gắn VNeID thực hiện tại trang “Tài khoản của tôi”.')
FLOOD = _('Từ mạng này vừa có quá nhiều lần đăng nhập sai. Xin thử lại sau ít phút.')


class Step(NamedTuple):
    """Where somebody stands.  ``asked``: ``LOGIN``, ``LINK``, ``CODE``, or ``INSIDE`` once the
    session is open.  ``problem``: what was wrong, translatable; ``''`` if nothing was.
    """

    asked: str
    problem: str = ''


def by_password(request, login, password):
    """Return the ``Step`` after a name and a password were typed."""
    try:
        account = authenticated(request, login, password)
    except HTTPTooManyRequests as flood:
        return slowed(request, flood, LOGIN)
    if account is None:
        return Step(LOGIN, WRONG)
    if account.has_second_factor:
        await_second_factor(request, account)
        return Step(CODE)
    enter(request, account, BY_PASSWORD)
    return Step(INSIDE)


def by_link(request, key):
    """Return the ``Step`` after the link with ``key`` was followed.  It stands for the password
    alone: who has a second factor is asked for it.
    """
    try:
        refuse_flood(request)
    except HTTPTooManyRequests as flood:
        return slowed(request, flood, LINK)
    account = opened_by(request.root['accounts'], key, request.registry)
    if account is None:
        count_failure(request, None)
        return Step(LINK, WRONG_LINK)
    await_second_factor(request, account, key)
    if account.has_second_factor:
        return Step(CODE)
    enter(request, account, BY_LINK)
    return Step(INSIDE)


def by_vneid(request, mark):
    """Return the ``Step`` after VNeID said who somebody is.  It stands for the password alone, as
    a link does.  ``mark``: of their identity.
    """
    try:
        refuse_flood(request)
    except HTTPTooManyRequests as flood:
        return slowed(request, flood, LOGIN)
    account = bound_to(request.root['accounts'], mark)
    if account is None:
        count_failure(request, None)
        return Step(LOGIN, NOT_BOUND)
    if account.has_second_factor:
        await_second_factor(request, account, means=BY_VNEID)
        return Step(CODE)
    enter(request, account, BY_VNEID)
    return Step(INSIDE)


def by_code(request, typed):
    """Return the ``Step`` after a code was typed; who is not waited for begins anew."""
    account = awaited(request)
    if account is None:
        return Step(LOGIN)
    try:
        means, problem = second_step(request, account, typed)
    except HTTPTooManyRequests as flood:
        return slowed(request, flood, CODE)
    if not means:
        return Step(CODE, problem)
    enter(request, account, f'{BY_VNEID} {means}' if is_begun_by_vneid(request) else means)
    return Step(INSIDE)


def slowed(request, flood, asked):
    """Return the ``Step`` of a network that has to wait; the answer becomes a 429."""
    request.response.status_int = 429
    request.response.headers['Retry-After'] = flood.headers['Retry-After']
    return Step(asked, FLOOD)
