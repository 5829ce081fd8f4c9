"""A writer and the head of an Editorial Board, with the rights of their roles and no others."""
from collections.abc import Iterator

import transaction
from hanoiportal.base.interfaces import IItem
from hanoiportal.kernel.security.authentication.accounts import Accounts
from hanoiportal.kernel.security.authorization.roles import CONTRIBUTOR, HEAD
from hanoiportal.shells.commands.environment import Environment
from pyramid.registry import Registry
from support.editorial_staff import Person
from support.people import found_board

from . import corpus
from .staff import PASSWORD

WRITER, HEAD_LOGIN = 'bench-writer', 'bench-head'
#: The workflow of two hands: one writes, the head of the board approves, and it is public.
WORKFLOW = 'hai-buoc'
BODY = '<p>{}</p>' * 3


def title_of(number: int) -> str:
    """Return the title of item ``number``."""
    return f'Tin số {number} để đo việc xuất bản'


class Newsroom:
    """The staff of the site of the section at ``path``; the first call founds its board."""

    def __init__(self, environment: Environment, path: str) -> None:
        portal, registry = environment.portal, environment.registry
        self.section = portal
        for name in path.strip('/').split('/'):
            self.section = self.section[name]
        accounts = portal['accounts']
        if HEAD_LOGIN not in accounts:
            self._found(accounts, registry)
        self._writer, self._head = (
            Person(registry, portal, accounts[login]) for login in (WRITER, HEAD_LOGIN))

    def _found(self, accounts: Accounts, registry: Registry) -> None:
        made = [accounts.create(login, 'Người', registry=registry)
                for login in (WRITER, HEAD_LOGIN)]
        for account in made:
            account.set_password(PASSWORD)
        site = self.section.__parent__
        found_board(site, registry, {CONTRIBUTOR: made[0].id, HEAD: made[1].id})
        site.workflow = WORKFLOW
        transaction.commit()

    def steps(self, number: int) -> Iterator[IItem]:
        """Yield after each step with item ``number`` on its way: written, submitted, public."""
        title = title_of(number)
        item = self._writer.add(self.section, title, body=BODY.format(title, 'Chợ', 'Hoa'),
                                keywords=corpus.PHRASES[number % 9])
        yield item
        self._writer.take(item, 'submit')
        yield item
        self._head.approve(item)
        yield item

    def submit(self, number: int) -> str:
        """Let item ``number`` wait for the head's approval; return its name in the section."""
        steps = self.steps(number)
        next(steps)
        return next(steps).__name__
