"""Fill an empty database with made-up content, for trials and training; never for service.

It is the same for the same day.  docs/operations/demo.md tells who is in it.
"""
import datetime
import json
from argparse import Namespace
from logging import WARNING, getLogger
from pathlib import Path
from tempfile import TemporaryDirectory

from pyramid.request import apply_request_extensions

from ....base.clock import local
from ....base.errors import Refused
from ....base.settings import ISettings, Settings
from ....kernel.security.authentication.passwords import generated, hashed
from ....kernel.storage.databases import ROOT
from ....oversight.compliance.interfaces import ICompliance, IDeclaring
from ....platform.provisioning.demo.interfaces import ENGLISH
from ....platform.provisioning.demo.services import Demonstration
from ....platform.scheduling.interfaces import IJob
from .. import importing, seed
from ..environment import Environment, Failure
from . import (
    cases,
    comments,
    consultations,
    contributions,
    contributors,
    crossposts,
    dialogues,
    domains,
    duties,
    forum,
    issued,
    orders,
    outside,
    ratings,
    registers,
    reports,
    royalties,
    scorings,
    subscriptions,
    surveys,
)
from .answering import questions, requests
from .desk import announce, request_of, work
from .systems import channelposts, connections, mails, writer
from .systems.addresses import LocalSystems
from .systems.exchanging import exchange
from .windows import keep_windows

#: The one password of all accounts, in the folder with the data.
PASSWORD_FILE = 'demo-password'
_FILE = 'content.jsonl'
#: The site whose head gives a reason for a window that was missed.
SHOWN = 'caugiay'
#: After midnight until which the texts of the day are published.
_MORNING = datetime.timedelta(hours=7)
#: First of the ports of the systems that ``make demo`` runs beside it.
SYSTEMS = 6551
_OVERVIEW = """\
Cổng trình diễn: nội dung minh họa.  Demonstration: all persons and events are made up.
Password of every account: {}
  quantri, vanhanh, coquanchuquan           administrator, operator, owner body
  coquanquanly, giamsat, ketoan             managing body, inspector, accountant
  congtacvien.NAME, bientap.NAME            contributor, editor
  uyvien.NAME, truongban.NAME               member and head of the Editorial Board
  tiepnhan.NAME                             takes and answers cases
NAME: thanhpho for the city, else the label of a site, such as caugiay; thuchanh is the practice
site.  Those two have phiendich.NAME (translator) and phoban.NAME (deputy head), too."""


def add_arguments(parser):
    parser.add_argument('--date', type=datetime.date.fromisoformat, metavar='DAY',
                        help='day that it is made for, as 2026-01-31; today if missing, '
                             'or yesterday before seven in the morning')
    parser.add_argument('--sites', default='', metavar='LABELS',
                        help='labels of the sites that it has, parted by commas; all if missing')
    parser.add_argument('--systems', type=int, default=SYSTEMS, metavar='PORT',
                        help='first of the ports of this machine at which the other systems are')


def run(environment, options):
    """Fill the database step by step and print who may log in."""
    settings = environment.registry.getUtility(ISettings)
    if settings.production:
        raise Failure('these are the settings of a portal in service (portal.production is true), '
                      'and a demonstration is never in service: give --config '
                      'config/development.ini')
    password_file = Path(options.var) / PASSWORD_FILE
    if ROOT not in environment.root:
        try:
            password = _fill(environment, options, settings)
        except Refused as refused:
            raise Failure('the texts of config/demo hold a mistake: '
                          f'{environment.reasons(refused)}') from None
        password_file.write_text(password + '\n', encoding='utf-8')
    elif not environment.portal.is_demo:
        raise Failure(f'there is a portal in {options.var} already, and it is no demonstration: '
                      'give an empty folder, as in "make demo VAR=var-demo"')
    elif not password_file.exists():
        raise Failure(f'the demonstration in {options.var} was not finished: remove that folder '
                      'and make it again')
    print(_OVERVIEW.format(password_file.read_text(encoding='utf-8').strip()))


def _fill(environment: Environment, options: Namespace, settings: Settings) -> str:
    """Make everything; return the password."""
    today = options.date or local(environment.clock.now() - _MORNING).date()
    password = generated()
    with TemporaryDirectory(dir=options.var) as folder:
        path = Path(folder) / _FILE
        demonstration = Demonstration(
            settings.data, settings.data.with_name('demo'), path.with_name(f'{_FILE}.blobs'),
            today, frozenset(filter(None, options.sites.split(','))))
        _seed(environment, settings, demonstration)
        with open(path, 'w', encoding='utf-8') as file:
            for line in demonstration.lines(hashed(password)):
                file.write(json.dumps(line, ensure_ascii=False) + '\n')
        if importing.run(environment, Namespace(file=path, keep_good=False)):
            raise Failure('the texts of config/demo hold a mistake: see above')
    environment.in_transaction(lambda: _note_passwords(environment))
    labels = _shown_first(demonstration)
    subscriptions.subscribe(environment, labels)
    _enliven(environment, demonstration, today, LocalSystems(Path(options.var), options.systems))
    shown = [SHOWN] if SHOWN in labels else []
    channelposts.take_back(environment, shown)
    subscriptions.tell(environment, shown)
    _take_figures(environment)
    _score(environment, demonstration)
    reports.report(environment, labels)
    return password


def _shown_first(demonstration: Demonstration) -> list[str]:
    """Return the labels of all sites, that which visitors are shown at the head."""
    return sorted((place.label for place in demonstration.places),
                  key=lambda label: label != SHOWN)


def _enliven(environment: Environment, demonstration: Demonstration, today: datetime.date,
             systems: LocalSystems) -> None:
    """Let staff and visitors do what the portal is for."""
    labels = [place.label for place in demonstration.places]
    shown_first = _shown_first(demonstration)
    shown, components = [SHOWN] if SHOWN in labels else [], list(filter(None, labels))
    bodies = [label for label in components if label != demonstration.practice[0]]
    connections.connect(environment, systems, shown)
    issued.enter(environment, shown_first)
    duties.begin(environment, labels)
    drafts = [(place.label, list(demonstration.drafts(place))) for place in demonstration.places]
    work(environment, dict(reversed(drafts)))  # the city's are the latest, not the practice site's
    announce(environment, today)
    duties.tell(environment, labels)
    orders.give(environment, bodies)
    domains.show(environment, [label for label in shown_first if label in components])
    crossposts.give(environment, bodies)
    outside.link(environment)
    writer.write(environment, [label for label in shown_first if label in components])
    contributors.engage(environment, shown_first)
    registers.keep(environment, shown_first)
    cases.send(environment, labels)
    questions.answer(environment, ['', *shown])
    consultations.consult(environment)
    comments.comment(environment)
    consultations.enact(environment)
    forum.discuss(environment)
    dialogues.talk(environment)
    subscriptions.follow(environment)
    ratings.rate(environment, components)
    surveys.survey(environment)
    requests.ask(environment, shown)
    contributions.send(environment, shown)
    mails.send(environment, shown)
    royalties.pay_long_past(environment, shown_first)
    royalties.pay(environment, shown_first)
    exchange(environment, systems, shown)
    keep_windows(environment, today, SHOWN if SHOWN in labels else '')
    channelposts.write(environment, systems, shown)
    connections.tell(environment, systems, shown)


def _seed(environment: Environment, settings: Settings, demonstration: Demonstration) -> None:
    """Build the sites; from the first moment on the portal says what it is."""
    data = seed.building.Data(settings.data)
    city, *places = demonstration.places
    data.portal[ENGLISH].update(demonstration.contact_in_english(city))
    steps = seed.provisioning(environment, data)
    environment.in_transaction(lambda: _found(environment, steps))
    domains.permit(environment, demonstration.practice[0])
    sites = {label: rest for label, *rest in (*data.sites, demonstration.practice)}
    environment.in_transaction(lambda: environment.editing.edit(
        environment.portal, demonstration.contact(city), environment.actor))
    seed.fill(environment, steps, [
        (place.label, {**sites[place.label][0], **demonstration.contact(place)},
         {**sites[place.label][1], **demonstration.contact_in_english(place)})
        for place in places] + [each for each in data.sites if each[1].get('external_url')])


def _found(environment, steps):
    steps.portal(environment.root).is_demo = True


def _take_figures(environment: Environment) -> None:
    """Let the pages of compliance show figures from the first moment on."""
    getLogger('hanoiportal.requests').setLevel(WARNING)  # thousands of lines on pages of our own
    environment.request.root = environment.portal
    apply_request_extensions(environment.request)
    for job in ('duties', 'crosspost duties', 'case figures', 'low ratings'):
        environment.registry.getUtility(IJob, name=job).run(environment)
    compliance = environment.registry.getUtility(ICompliance)
    environment.in_transaction(lambda: _approve_method(environment))
    compliance.check(environment, 1 + len(environment.portal['sites']))
    compliance.look(environment)


def _score(environment: Environment, demonstration: Demonstration) -> None:
    """Score the bodies by the figures, and let readers see the ranking of last year."""
    active = [label for label in _shown_first(demonstration)
              if label and environment.portal['sites'][label].is_active]
    if active:
        scorings.score(environment, active[0])
        environment.registry.getUtility(ICompliance).look(environment)


def _approve_method(environment: Environment) -> None:
    member = request_of(environment, 'uyvien.thanhpho')
    declaring = member.service(IDeclaring)
    declaring.approve_method(
        environment.portal, declaring.current_method(environment.portal),
        member.authenticated_userid)


def _note_passwords(environment):
    """Let every password be of today: those of administrators do not last."""
    now = environment.clock.now()
    for account in environment.portal['accounts'].values():
        account.password_at = now
