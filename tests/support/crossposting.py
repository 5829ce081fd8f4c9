"""People of two boards, and items that one of them asks the other to carry."""
from dataclasses import dataclass

import pytest
import transaction
from hanoiportal.content.versions.interfaces import IVersions
from hanoiportal.content.versions.naming import Naming
from hanoiportal.editorial.boards.approval import BoardApproval
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.editorial.crossposting.deciding import Deciding
from hanoiportal.editorial.crossposting.interfaces import CannotCrosspost, CarryChoice
from hanoiportal.editorial.crossposting.making import Making
from hanoiportal.editorial.crossposting.offering import Offering
from hanoiportal.editorial.crossposting.receiving import Receiving, Uses
from hanoiportal.editorial.crossposting.renewing import Renewing
from hanoiportal.editorial.crossposting.rules import StandingRules
from hanoiportal.editorial.crossposting.services import Crossposting
from hanoiportal.editorial.crossposting.telling import CrosspostTelling
from hanoiportal.editorial.orders.reading import Orders
from hanoiportal.editorial.review.interfaces import Details, IReviewData
from hanoiportal.kernel.tree.lookup import find_portal
from hanoiportal.kernel.workflow.records import MAJOR
from hanoiportal.platform.notifications.services import notifying

from support.editorial_staff import CHECKED
from support.pages import form_with

CHECKS = CHECKED.checks
#: A last approval of a change that readers are told of.
CORRECTED = Details(checks=CHECKS, change=MAJOR, change_note='Đính chính')


@dataclass
class Crossing:
    """One person and what they can do with items of other sites."""

    person: object
    sending: Crossposting
    offering: Offering
    receiving: Receiving
    renewing: Renewing
    rules: StandingRules

    @property
    def id(self):
        """Of the account."""
        return self.person.id


def crossing_of(registry, portal, person):
    """Return the ``Crossing`` of ``person``."""
    boards = person.service(IBoards)
    telling = CrosspostTelling(registry, portal, notifying(registry))
    deciding = Deciding(registry, boards, BoardApproval(registry, person.allowed, boards))
    uses = Uses(person.service(IVersions), Naming(registry), person.publishing,
                registry.getUtility(IReviewData), deciding, Making(registry), telling)
    rules = StandingRules(registry, portal, uses)
    return Crossing(
        person, Crossposting(registry, portal, person.allowed, telling),
        Offering(registry, portal, person.allowed, boards, telling, rules,
                 Orders(registry, portal)),
        Receiving(registry, portal, uses), Renewing(registry, portal, uses), rules)


@pytest.fixture
def item(at_work, ward):
    """A news item of Ba Vì, published today."""
    made = published(at_work('bavi-editor'), at_work('bavi-member'), ward)
    transaction.commit()
    return made


@pytest.fixture
def crossing(registry, small_portal, at_work):
    """``crossing(login)``: what that person can do with items of other sites."""
    return lambda login: crossing_of(registry, small_portal, at_work(login))


@pytest.fixture
def undone(visit):
    """``undone()``: undo the last transaction, and return what the console says of it."""
    def go():
        page = visit('vanhanh').get('/console/@@undo')
        form = form_with(page.click('Xem thay đổi…', index=0), 'id')
        if 'reason' in form.fields:
            form['reason'] = 'Nhầm'
        said = form.submit().follow().html.find(class_='flash').text
        transaction.begin()
        return said

    return go


def published(editor, member, place, title='Chợ hoa ngày Tết', **values):
    """Return a news item of ``editor`` that ``member`` has approved."""
    item = editor.add(place, title, summary='Ba chợ', body='<p>Mở từ 20 tháng Chạp.</p>', **values)
    approved(editor, member, item)
    return item


def approved(editor, member, document, details=CHECKED):
    """Hand ``document`` in as ``editor``, and approve it as ``member``."""
    editor.take(document, 'submit')
    editor.take(document, 'pass_on')
    member.take(document, 'approve', details)


def corrected(editor, member, item, **values):
    """Change the public ``item`` as ``editor``, approved by ``member``; committed."""
    editor.edit(item, **values)
    approved(editor, member, item, CORRECTED)
    transaction.commit()


def reasons(verb, *args, **named):
    """Return the reasons for which ``verb`` refuses."""
    with pytest.raises(CannotCrosspost) as refused:
        verb(*args, **named)
    return refused.value.reasons


def accepted(crossing, proposal, section, login='hanoi-member', **choice):
    """Let that person accept ``proposal`` into ``section``; return the reference, committed."""
    source = find_portal(section).__objectmap__.object_for(proposal.source)
    board = crossing(login)
    board.receiving.accept(proposal, CarryChoice(
        section.__oid__, board.renewing.versions(source), **choice), CHECKS, board.id)
    transaction.commit()
    return find_portal(section).__objectmap__.object_for(proposal.reference)
