"""What is done at the desk of a demonstration besides the steps of the workflow: a remark that
becomes a task, a question by letter, a major change, a link that has failed.
"""
import datetime
from collections.abc import Callable
from html import escape

from pyramid.request import Request

from ....base.interfaces import IResource
from ....content.comments.interfaces import ICommenting
from ....content.outside.interfaces import IOutside
from ....content.versions.interfaces import IEditing
from ....editorial.clarifications.interfaces import LETTER, IClarifying
from ....editorial.review.interfaces import Details, IReviewing
from ....editorial.tasks.interfaces import EDIT, ITasks, Wish
from ....kernel.workflow.records import MAJOR
from ....platform.http.interfaces import NO_NAME
from ....platform.provisioning.demo.interfaces import Draft
from ..environment import Environment

_DAY = datetime.timedelta(days=1)
#: How long somebody has for a task, and for an answer.
_TERM = 3 * _DAY
#: Gives the request of the account with a log-in.
Asking = Callable[[str], Request]


def with_link(draft: Draft) -> dict[str, object]:
    """Return the values of ``draft``, its body with the link to the outside that it has."""
    also = draft.also
    if 'outside' not in also:
        return draft.values
    address, words = escape(also['outside']), escape(also['link'], quote=False)
    return {**draft.values,
            'body': f'{draft.values["body"]}<p><a href="{address}">{words}</a></p>'}


def do_also(environment: Environment, draft: Draft, document: IResource, asking: Asking) -> None:
    """Do with ``document`` what ``draft.also`` says."""
    for name, done in (('remark', _remark), ('letter', _letter), ('notice', _change),
                       ('outside', _fail)):
        if name in draft.also:
            done(environment, draft, document, asking)


def _of(draft: Draft, kind: str) -> str:
    """Return the log-in of who is ``kind`` where ``draft`` was written."""
    return f'{kind}.{draft.writer.partition(".")[2]}'


def _remark(environment: Environment, draft: Draft, document: IResource, asking: Asking) -> None:
    editor, head, writer = (asking(_of(draft, 'bientap')), asking(_of(draft, 'truongban')),
                            asking(draft.writer))
    remark = editor.service(ICommenting).add(
        document, editor.authenticated_userid, 'body', draft.also['remark'])
    wish = Wish(EDIT, environment.clock.now() + _TERM, required=False, remark=remark.number)
    head.service(ITasks).assign(
        document, wish, [writer.authenticated_userid], '', 1, head.authenticated_userid)


def _letter(environment: Environment, draft: Draft, document: IResource, asking: Asking) -> None:
    head = asking(_of(draft, 'truongban'))
    head.service(IClarifying).ask(
        document, head.authenticated_userid, draft.also['name'], '', draft.also['letter'],
        environment.clock.now() + _TERM, way=LETTER, reference=draft.also['reference'],
        is_body=True)


def _change(environment: Environment, draft: Draft, document: IResource, asking: Asking) -> None:
    correct(asking, document, draft.writer.partition('.')[2], draft.also['notice'],
            f'<p>{escape(draft.also["changed"], quote=False)}</p>')


def correct(asking: Asking, document: IResource, label: str, note: str, body: str) -> None:
    """Let the people of the site with that ``label`` give the public ``document`` another
    ``body``; readers are told ``note``.
    """
    editor, head = asking(f'bientap.{label}'), asking(f'truongban.{label}')
    actor = editor.authenticated_userid
    editor.service(IEditing).edit(document, {'body': body}, actor)
    for step, details in (('submit', Details(change=MAJOR, change_note=note)),
                          ('pass_on', Details())):
        editor.service(IReviewing).transition(document, step, actor, details)
    head.service(IReviewing).transition(
        document, 'approve', head.authenticated_userid,
        Details(checks=('origin', 'quality', 'content')))


def _fail(environment: Environment, draft: Draft, _document: IResource, asking: Asking) -> None:
    """Note what the check of links would have found on the last three days."""
    outside, now = asking(draft.writer).service(IOutside), environment.clock.now()
    for age in (3, 2, 1):
        outside.note(draft.also['outside'], NO_NAME, now - age * _DAY)
