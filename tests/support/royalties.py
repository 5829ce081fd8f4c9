"""Royalties, through the services of one person."""
from typing import NamedTuple

from hanoiportal.editorial.boards.approval import BoardApproval
from hanoiportal.editorial.boards.interfaces import IBoards
from hanoiportal.editorial.contributors.services import ContributorService
from hanoiportal.editorial.royalties.interfaces import Valuation
from hanoiportal.editorial.royalties.reading import Royalties
from hanoiportal.editorial.royalties.services import RoyaltyDeeds
from hanoiportal.kernel.tree.events import send
from hanoiportal.platform.notifications.services import notifying
from hanoiportal.platform.registers.services import RegisterService

from support.editorial_staff import Person

#: What a contributor's row says; bank and tax lie sealed.
ROW = {'name': 'Đỗ Thị Mận', 'pen_name': 'Mận Trắng', 'kind': 'phong-vien',
       'regime': 'kiem-nhiem', 'since': '2026-09-01', 'email': 'man@example.vn',
       'tax_code': '0123456789', 'bank': 'Agribank Ba Vì', 'bank_account': '1500 205 777888'}


class Payer(NamedTuple):
    """Somebody at work on royalties.  ``id``: of the account."""

    royalties: Royalties
    deeds: RoyaltyDeeds
    registers: RegisterService
    id: str


def payer_of(registry, portal, account):
    """Return the ``Payer`` that ``account`` is."""
    person, tell = Person(registry, portal, account), send(registry)
    boards = person.service(IBoards)
    registers = RegisterService(registry, person.allowed, tell)
    contributors = ContributorService(registry, registers, boards, person.allowed, tell)
    royalties = Royalties(registry, portal, person.allowed, contributors)
    deeds = RoyaltyDeeds(
        registry, portal, person.allowed,
        (royalties, boards, BoardApproval(registry, person.allowed, boards),
         notifying(registry)), tell)
    return Payer(royalties, deeds, registers, person.id)


def valued(genre, coefficient, *shares, extras=()):
    """Return a ``Valuation``; ``coefficient`` in units, ``shares``: payee and percent."""
    return Valuation(genre, round(coefficient * 100), tuple(extras),
                     tuple((payee, round(share * 100)) for payee, share in shares))
