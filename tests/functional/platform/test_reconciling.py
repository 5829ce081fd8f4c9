"""Databases that stand at different moments are brought together by events."""
import datetime
import os
from argparse import Namespace
from contextlib import contextmanager

import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.base.interfaces import IClock
from hanoiportal.editorial.clarifications.resource import INDEX, document_of
from hanoiportal.kernel.security.authentication.passwordlinks import new_link, opened_by
from hanoiportal.kernel.security.authentication.tokens import key_of
from hanoiportal.kernel.storage.keys import keys_of
from hanoiportal.kernel.tree.keys import keep_key
from hanoiportal.participation.cases import command
from hanoiportal.participation.cases.interfaces import QUESTION, TAKEN, ICases, Submission
from hanoiportal.participation.informationrequests.delivery import (
    Delivering,
    book_of,
    make_code,
)
from hanoiportal.platform.duties import following
from hanoiportal.platform.duties.interfaces import MET, RUNNING, IDuties
from hanoiportal.platform.ledger.interfaces import RESTORED, ILedger
from hanoiportal.platform.outbox.declaring import EffectKind
from hanoiportal.platform.outbox.interfaces import IEffectKind, IOutbox
from hanoiportal.platform.reconciling.services import reconcile
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.audit.interfaces import LogQuery
from hanoiportal.safekeeping.audit.services import AuditService
from hanoiportal.shells.commands.environment import Failure
from hanoiportal.types.legaldocument.rules import NOT_SECRET

from ...support.application import CarryingIn, copy_content, working
from ...support.clocks import SetClock

NOW = parse('2026-11-16T09:00+07:00')
NAMES = ('content', 'interactions', 'keys')


class Portal:
    """A portal whose databases are files that can be put back, each alone."""

    def __init__(self, lender, folder):
        self._lender, self._folder = lender, folder
        self._files = {f'zodbconn.uri.{name}': f'file://{folder}/{name}.fs?blobstorage_dir='
                       f'{folder}/{name}.blobs' for name in NAMES[1:]}
        self.mailed = []

    @contextmanager
    def open(self, at=NOW):
        """Give its registry and portal while the block runs; what was done is committed."""
        with self._lender.lent(self._folder, **self._files) as application:
            registry = application.registry
            registry.registerUtility(SetClock(at), IClock)
            registry.registerUtility(EffectKind(
                lambda _environment, token, _payload: self.mailed.append(token), True),
                IEffectKind, name='mail')
            with working(registry) as environment:
                yield environment
                transaction.commit()

    def sizes(self):
        """Return how far each database is written."""
        return {name: (self._folder / f'{name}.fs').stat().st_size for name in NAMES}

    def put_back(self, name, sizes):
        """Let one database be as it was."""
        os.truncate(self._folder / f'{name}.fs', sizes[name])
        (self._folder / f'{name}.fs.index').unlink(missing_ok=True)
        (self._folder / 'restored').touch()


def of(environment, interface):
    return environment.registry.getAdapter(environment.portal, interface)


def follow(environment):
    transaction.commit()
    with opened(environment.registry, 'test') as beside:
        following.follow(beside)
    transaction.begin()


def mend(environment):
    """Return what reconciling tells."""
    transaction.commit()
    with opened(environment.registry, 'test') as beside:
        told = [line for _name, findings in reconcile(beside)
                for line in (*findings.mended, *findings.left)]
    transaction.begin()
    return told


def state(environment):
    """Return the state of the duty to post the document."""
    duties = of(environment, IDuties)
    [duty] = [each for each in duties.of_site(str(environment.portal['sites']['bavi'].__oid__))
              if each.rule == '13.1.c1']
    return duties.standing(duty, NOW).state


def document(environment):
    return environment.portal['sites']['bavi']['van-ban-hanh-chinh']['12']


def publish(environment):
    CarryingIn(environment.publishing).publish(document(environment), 'uban', NOW)
    follow(environment)


def ask(environment):
    site = str(environment.portal['sites']['bavi'].__oid__)
    return of(environment, ICases).receive(Submission(QUESTION, site, 'Hỏi', 'Đường ngập'))


def collected(environment, code):
    """Return the files that the code of delivery opens, ``None`` if it opens nothing."""
    return Delivering(environment.registry, environment.portal, None).collect(code)


@pytest.fixture
def portal(lender, tmp_path, small_content):
    """A portal with a document that is owed, a case and a code."""
    copy_content(small_content, tmp_path)
    found = Portal(lender, tmp_path)
    with found.open() as environment:
        ward = environment.portal['sites']['bavi']
        environment.editing.add(ward['van-ban-hanh-chinh'], '12', 'LegalDocument', {
            'title': 'Quyết định', 'summary': 'Về việc', 'number': '12/QĐ-UBND',
            'issued': '2026-11-16', 'kind': 'quyet-dinh-ca-biet', 'issuer': ward.owner,
            'signer': 'An', 'signer_position': 'Chủ tịch', 'secrecy': NOT_SECRET,
            'full_text': 'Điều 1. Có hiệu lực.'}, 'utacgia')
        follow(environment)
        found.first = ask(environment)
        found.code = make_code(book_of(environment.portal), found.first.number)
    found.then = found.sizes()
    return found


def test_content_put_back_takes_what_it_did_with_it_and_hides_nothing_that_comes(portal):
    with portal.open() as environment:
        publish(environment)
        of(environment, ICases).append(of(environment, ICases).get(portal.first.number), TAKEN)
        assert state(environment) == MET
    portal.put_back('content', portal.then)

    with portal.open() as environment:
        assert any('the ledger ended at' in line for line in mend(environment))
        assert state(environment) == RUNNING
        assert [event.kind for event in of(environment, ILedger).since(0)][-1] == RESTORED
        assert of(environment, ICases).of_code(portal.first.code)

        publish(environment)
        assert state(environment) == MET
        assert mend(environment) == []


def test_interactions_put_back_learn_again_what_was_published(portal):
    with portal.open() as environment:
        publish(environment)
    portal.put_back('interactions', portal.then)

    with portal.open() as environment:
        mend(environment)
        follow(environment)
        assert state(environment) == MET


def test_no_code_that_was_spent_opens_again_and_no_mail_goes_twice(portal):
    with portal.open() as environment:
        of(environment, IOutbox).add('mail', 'a', {})
        (portal._folder / 'restored').touch()  # it is noted, and not sent yet
    (portal._folder / 'restored').unlink()
    then = portal.sizes()
    with portal.open(NOW + datetime.timedelta(minutes=5)) as environment:
        assert collected(environment, portal.code) == []
        transaction.commit()
        with opened(environment.registry, 'test') as beside:
            beside.registry.getUtility(IEffectKind, name='mail').handler(beside, 'a', {})
    portal.put_back('interactions', then)

    with portal.open(NOW + datetime.timedelta(minutes=10)) as environment:
        told = mend(environment)
        assert collected(environment, portal.code) is None
        assert any('--send or --drop' in line for line in told)
        assert portal.mailed == ['a']


def test_a_secret_that_was_replaced_stays_void_when_the_cases_come_back(portal):
    with portal.open() as environment:
        cases = of(environment, ICases)
        assert mend(environment) == []
        assert cases.find(portal.first.code, portal.first.secret)
        later = cases.renew(cases.get(portal.first.number))
        assert cases.find(portal.first.code, portal.first.secret) is None
    portal.put_back('interactions', portal.then)

    with portal.open() as environment:
        assert '1 secrets of cases open nothing any more' in mend(environment)
        cases = of(environment, ICases)
        assert [cases.find(portal.first.code, each) for each in (
            portal.first.secret, later.secret, '')] == [None] * 3
        assert mend(environment) == []

        asked = Namespace(action='secret', code=portal.first.code)
        environment.actor, told = 'admin', []
        environment.say = told.append
        command.run(environment, asked)
        assert cases.find(portal.first.code, told[0]).number == portal.first.number
        log = AuditService(environment.registry, lambda *_asked: True).entries(
            environment.portal['sites']['bavi'], wanted=LogQuery(inner=True)).items
        assert ('admin', 'renew_case_secret') in {(each.who, each.action) for each in log}
        cases.erase(cases.get(portal.first.number))
        transaction.commit()
        with pytest.raises(Failure):
            command.run(environment, asked)


def test_links_of_passwords_and_of_questions_end_with_a_restore_of_content(portal):
    with portal.open() as environment:
        account = environment.portal['accounts'].create(
            'hoa', 'Hoa', registry=environment.registry)
        password = key_of(new_link(account, NOW))
        keep_key(document(environment), INDEX, 'question', 1)
        transaction.commit()
        assert opened_by(environment.portal['accounts'], password, environment.registry)
        assert mend(environment) == []
    portal.put_back('content', portal.sizes())

    with portal.open() as environment:
        told = mend(environment)
        assert {'1 links of passwords open nothing any more',
                '1 links of clarifications open nothing any more'} <= set(told)
        accounts = environment.portal['accounts']
        assert opened_by(accounts, password, environment.registry) is None
        assert document_of(environment.portal, 'question') is None
        assert opened_by(accounts, key_of(new_link(accounts['hoa'], NOW)), environment.registry)


def test_keys_whose_cases_are_lost_are_destroyed_after_a_day(portal):
    with portal.open() as environment:
        lost = ask(environment).number
    portal.put_back('interactions', portal.then)

    with portal.open(NOW + datetime.timedelta(days=2)) as environment:
        assert any('keys without a case or' in line for line in mend(environment))
        keys = keys_of(environment.portal)
        assert keys.is_gone(lost)
        assert not keys.is_gone(portal.first.number)
        assert ask(environment).number > lost


def test_a_case_without_its_duties_gets_them(portal):
    with portal.open() as environment:
        cases = of(environment, ICases)
        case = cases.get(portal.first.number)
        before = cases.standing(case, NOW).duties
        register = environment.portal['interactions'].mounted()['duties']
        for duty, _standing in before:
            del register.subjects[duty.keys[0], duty.site, duty.rule]
            duty.keys = ()
        assert cases.standing(case, NOW).duties == ()

        assert '1 cases without their duties have them' in mend(environment)
        assert [(duty.rule, standing) for duty, standing in cases.standing(case, NOW).duties] == [
            (duty.rule, standing) for duty, standing in before]


def test_a_case_whose_key_no_copy_has_is_told_of(portal):
    before = portal.sizes()
    with portal.open() as environment:
        code = ask(environment).code
    portal.put_back('keys', before)

    with portal.open() as environment:
        assert mend(environment)[-1] == (
            f'case {code} cannot be read: its key is lost; restore a newer copy of the keys')


def test_what_was_erased_stays_so_when_the_case_comes_back(portal):
    with portal.open() as environment:
        cases = of(environment, ICases)
        cases.erase(cases.get(portal.first.number))
    portal.put_back('interactions', portal.then)

    with portal.open() as environment:
        mend(environment)
        cases = of(environment, ICases)
        assert cases.open(cases.get(portal.first.number)) is None
        assert cases.find(portal.first.code, portal.first.secret) is None
