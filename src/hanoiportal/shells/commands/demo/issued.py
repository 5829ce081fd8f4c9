"""The registers of a demonstration: what bodies have issued, posted, posted late and never posted.

One document of the city concerns three wards or communes: the first posts it in time, the second
late, the third never.
"""
import datetime
from collections.abc import Iterable

from ....base.clock import local, parse
from ....base.errors import Refused
from ....participation.answertemplates.interfaces import NAME as TEMPLATES
from ....platform.provisioning.demo.interfaces import MADE_UP
from ....platform.registers.interfaces import IRegisters
from ..environment import Environment
from .desk import request_of

_REGISTER, _SECTION = 'issued', 'van-ban-hanh-chinh'
#: Sites that keep a register besides the city; documents of each; of how many days ago one is
#: that was never posted, and about how many those are that concern others.
_SITES, _DOCUMENTS, _NEVER, _YOUNGEST, _OLDEST = 6, 5, 16, 14, 75
#: Days after its issue at which a ward posts a document of the city: in time, late.
_POSTED = (2, 12)
#: Templates of answers, by title.
_TEMPLATES = {
    'Đã tiếp nhận, hẹn ngày trả lời':
        'Cảm ơn ông, bà đã gửi ý kiến. [Đơn vị giải quyết] đang kiểm tra thực tế tại [địa điểm]; '
        'kết quả được trả lời trước ngày [ngày, tháng, năm].',
    'Hướng dẫn nộp hồ sơ trực tuyến':
        'Việc ông, bà hỏi thuộc thủ tục [tên thủ tục]. Hồ sơ gồm [thành phần hồ sơ], nộp trực '
        'tuyến tại Cổng Dịch vụ công quốc gia hoặc tại Bộ phận Một cửa; thời hạn giải quyết '
        '[số ngày] ngày làm việc, theo [văn bản quy định].'}
_COPIED = ('title', 'summary', 'kind', 'number', 'issuer', 'signer', 'signer_position', 'status',
           'field', 'secrecy', 'full_text')


def enter(environment: Environment, labels: Iterable[str]) -> None:
    """Fill the registers of the city and of the first of the sites with ``labels``."""
    portal = environment.portal
    sites = [portal['sites'][label] for label in labels if label][:_SITES]
    for site in (portal, *sites):
        environment.in_transaction(lambda site=site: _enter(environment, site))
    wards = [portal['sites'][label] for label in labels
             if label and portal['sites'][label].level == 'commune'][:3]
    found = _concerning_others(environment)
    if found is not None and len(wards) == 3:
        for ward, days in zip(wards, _POSTED, strict=False):
            environment.in_transaction(
                lambda ward=ward, days=days: _post(environment, ward, found, days))
        environment.in_transaction(lambda: _add(environment, portal, {
            **_row(found), 'reach': 'neu-ten', 'sites': '; '.join(
                ward.__name__ for ward in wards)}))


def _documents(site):
    """Return the site's own documents, the latest first."""
    found = [each for each in site[_SECTION].values()
             if each.is_public and getattr(each, 'number', '') and each.issued]
    return sorted(found, key=lambda each: (each.issued, each.number), reverse=True)


def _enter(environment, site):
    concerning = _concerning_others(environment)
    for document in _documents(site)[:_DOCUMENTS]:
        if document is not concerning:
            _add(environment, site, _row(document))
    day = local(environment.clock.now()).date() - datetime.timedelta(days=_NEVER)
    _add(environment, site, {
        'kind': 'van-ban', 'type': 'thong-bao', 'number': f'{day:%m%d}/TB-UBND',
        'issued': day.isoformat(), 'title': 'Về lịch tiếp công dân của lãnh đạo tháng tới'})
    for title, text in _TEMPLATES.items():
        _add(environment, site, {'title': title, 'since': day.isoformat(), 'text': text},
             TEMPLATES, 'truongban')


def _concerning_others(environment):
    today = local(environment.clock.now()).date()
    return next((each for each in _documents(environment.portal)
                 if _YOUNGEST <= (today - each.issued).days <= _OLDEST), None)


def _row(document):
    return {'kind': 'van-ban', 'type': document.kind, 'number': document.number,
            'issued': document.issued.isoformat(), 'title': document.summary or document.title,
            'issuer': document.issuer}


def _add(environment, site, given, register=_REGISTER, role='bientap'):
    """Enter a row; what the register refuses, such as a number of another pattern, stays out."""
    request = request_of(environment, f'{role}.{site.__name__ or "thanhpho"}')
    try:
        request.service(IRegisters).add(register, site, given, request.authenticated_userid)
    except Refused:
        return


def _post(environment, ward, document, days):
    """Let ``ward`` post ``document`` so many days after it was issued."""
    day = document.issued + datetime.timedelta(days=days)
    item = environment.editing.add(ward[_SECTION], '', 'LegalDocument', {
        **{name: getattr(document, name) for name in _COPIED},
        'issued': document.issued.isoformat()}, environment.actor)
    environment.publishing.publish_imported(
        item, environment.actor, MADE_UP, parse(f'{day.isoformat()}T09:00'))
