"""A portal with all sites of the city and without content, for what is measured of all of them."""
import tempfile
from pathlib import Path

from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands.environment import opened
from hanoiportal.shells.commands.seed import provisioning
from pyramid.request import apply_request_extensions

_CONFIG = 'config/development.ini'


def with_all_sites(measure):
    """Make it in a folder of its own; return ``measure(environment)``."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ('filestorage', 'blobstorage'):
            Path(folder, name).mkdir()
        with opened(_CONFIG, folder) as environment:
            begin(environment)
            return measure(environment)


def begin(environment):
    """Build them in ``environment``, and let its request ask for services of the portal."""
    environment.in_transaction(lambda: build(environment))
    environment.request.root = environment.portal
    apply_request_extensions(environment.request)


def build(environment):
    """Fill the empty portal of ``environment`` with the city's sites and their sections."""
    steps = provisioning(environment, Data(Path('config/hanoi')))
    portal = steps.portal(environment.root)
    steps.sections(portal, 'city')
    for label, values, english in Data(Path('config/hanoi')).sites:
        steps.sections(steps.site(portal, label, values, english), values['level'])
