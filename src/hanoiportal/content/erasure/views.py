"""The forms by which an erasure is demanded, confirmed and called back, in desk and console."""
from pyramid.httpexceptions import HTTPNotFound

from ...base.clock import moment
from ...base.i18n import _
from ...kernel.tree.lookup import find_portal
from ...shells.frame.wording import person
from ...web.forms.fields import CHOICE, LINE, Field, problems
from .interfaces import (
    ACCOUNT,
    DEMANDED,
    KINDS,
    PAST,
    RESOURCE,
    STATES,
    WORDS,
    IErasing,
    IErasureRules,
)
from .services import LONGEST

#: Characters of a number that is typed.
DIGITS = 9
#: What is asked of a demand, by the name of the button.
CONFIRM, RECALL = 'confirm', 'recall'
CONFIRMED_NOW = _('Đã xác nhận yêu cầu xóa vĩnh viễn số ${number}; đơn vị vận hành thực hiện bằng '
                  'lệnh xóa.')
RECALLED_NOW = {
    RESOURCE: _('Đã gọi lại yêu cầu số ${number}: mục lại nằm trong thùng rác như trước.'),
    PAST: _('Đã gọi lại yêu cầu số ${number}: các phiên bản cũ trở lại như trước.'),
    ACCOUNT: _('Đã gọi lại yêu cầu số ${number}: tài khoản trở lại như trước.'),
    WORDS: _('Đã gọi lại yêu cầu số ${number}: điều đã ghi được giữ lại.'),
}


def form_of(erasing, typed, errors, language):
    """Return what a template shows of the form of a demand: why, and by which paper.

    ``typed``: what was sent, ``errors``: the reasons of a ``CannotErase``.
    """
    bases = tuple((each.name, each.title_in(language.tag)) for each in erasing.bases)
    fields = [
        Field('basis', _('Căn cứ'), CHOICE, typed.get('basis', ''), True,
              (('', _('Chọn căn cứ…')), *bases), error=errors.get('basis', '')),
        Field('reference', _('Số phiếu yêu cầu hoặc văn bản'), LINE,
              typed.get('reference', '')[:100], True, error=errors.get('reference', ''),
              hint=_('Như 15/PYC-VP. Không ghi tên người: số này ở lại trong sổ.'))]
    return {'fields': fields, 'problems': problems(errors, fields),
            'needs_second': erasing.needs_second}


def requested_erasure(erasing, form, site=None):
    """Return the ``Erasure`` that ``form`` names among those that the asker may decide on;
    ``site``: of its content.  Raises ``HTTPNotFound``.
    """
    typed = form.get('number', '')
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < DIGITS else 0
    found = next((each for each in erasing.open_ones(site)
                  if each.demanded.number == number), None)
    if found is None:
        raise HTTPNotFound
    return found


def decide(erasing, erasure, form, actor):
    """Do what the button of ``form`` says; return what the next page tells.

    Raises ``CannotErase``, ``HTTPNotFound`` where it says nothing.
    """
    number = {'number': erasure.demanded.number}
    if form.get('act') == CONFIRM:
        erasing.confirm(erasure, actor)
        return _(CONFIRMED_NOW, mapping=number)
    if form.get('act') != RECALL:
        raise HTTPNotFound
    erasing.recall(erasure, actor, form.get('why', ''))
    return _(RECALLED_NOW[erasure.demanded.kind], mapping=number)


def summary_of(erasure, request):
    """Return what a page tells of ``erasure``, by name; nothing of what is erased."""
    demanded, rules = erasure.demanded, request.registry.getUtility(IErasureRules)
    basis, portal = rules.basis(demanded.basis), find_portal(request.context)
    return {
        'number': demanded.number, 'kind': KINDS[demanded.kind],
        'objects': len(demanded.oids), 'ids': ', '.join(map(str, demanded.oids[:3])),
        'at': moment(demanded.at), 'by': person(portal, demanded.actor),
        'basis': basis.title_in(request.language.tag) if basis else demanded.basis,
        'law': basis.law if basis else '', 'reference': demanded.reference,
        'state': STATES[erasure.state], 'name': erasure.state.replace(' ', '-'),
        'is_open': erasure.is_open, 'waits': erasure.state == DEMANDED,
        'due': moment(rules.due(demanded)),
        'steps': [(step and person(portal, step.by), step and moment(step.at))
                  for step in (erasure.confirmed, erasure.recalled)]}


def page_of(erasure, request, errors, wording, addresses):
    """Return what a template shows of a demand that has not begun: what it is of, why the asker
    must not confirm it, and the form that calls it back.

    ``errors``: the reasons of a ``CannotErase``.  ``wording``: ``title_of`` and
    ``type_of`` of the shell.  ``addresses``: where the form is sent, and where one goes back to.
    """
    erasing = request.service(IErasing)
    subject = erasing.subject(erasure)
    subject, (action, back) = getattr(subject, 'resource', subject), addresses
    typed = request.POST.get('why', '')[:LONGEST] if errors else ''
    fields = [Field('why', _('Lý do gọi lại'), LINE, typed, True, error=errors.get('why', ''),
                    hint=_('Không ghi tên người: lý do ở lại trong nhật ký.'))]
    return {
        'title': _('Yêu cầu xóa vĩnh viễn số ${number}',
                   mapping={'number': erasure.demanded.number}),
        'row': summary_of(erasure, request),
        'subject': '' if subject is None else wording.title_of(subject),
        'type': '' if subject is None else wording.type_of(subject, request.registry),
        'objection': erasing.objection(erasure, request.identity.id),
        'fields': fields, 'problems': problems(errors, fields), 'action': action, 'back': back}
