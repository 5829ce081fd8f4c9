"""Take the figures of compliance and of cases now: check the functions of every site, sum up what
has happened to cases, and keep a snapshot.

The scheduler does the same by itself, some sites at a time; this is for the first figures, and
after an import.
"""
from argparse import ArgumentParser, Namespace

from pyramid.request import apply_request_extensions

from ...platform.scheduling.interfaces import IJob
from ...shells.commands.environment import Environment
from .interfaces import ICompliance
from .measuring import sites_of

BESIDE = True


def add_arguments(parser: ArgumentParser) -> None:
    """Add none."""


def run(environment: Environment, options: Namespace) -> None:
    """Take them and say what was done."""
    environment.request.root = environment.portal
    apply_request_extensions(environment.request)
    environment.registry.getUtility(IJob, name='case figures').run(environment)
    compliance = environment.registry.getUtility(ICompliance)
    checked = compliance.check(environment, len(sites_of(environment.portal)))
    written = compliance.look(environment)
    environment.say(f'{checked} sites checked, '
                    f'{"a snapshot was kept" if written else "nothing has changed"}')
