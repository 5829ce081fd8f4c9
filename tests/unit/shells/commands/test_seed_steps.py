"""``bin/portal seed``: how it is parted into transactions, and what it shows meanwhile."""
from argparse import Namespace

import pytest
from hanoiportal.platform.provisioning.data import Data
from hanoiportal.shells.commands import seed

KEPT = {'soxaydung', 'bavi', 'sotuphap'}


@pytest.fixture
def three_sites(monkeypatch):
    """Make the tables of Hanoi as short as a test needs: three component sites."""
    every = Data.sites
    monkeypatch.setattr(Data, 'sites', property(
        lambda data: [site for site in every.__get__(data) if site[0] in KEPT]))


def transactions(environment):
    """Return how many transactions the content database holds."""
    return sum(1 for _each in environment.root._p_jar.db().storage.iterator())


def test_each_site_is_one_transaction_and_is_shown(three_sites, environment, capsys):
    before = transactions(environment)

    seed.run(environment, Namespace(if_empty=False, bare=False))

    # The portal, its administrator, what the city's own site holds; then each site.
    assert transactions(environment) - before == 3 + len(KEPT)
    assert set(environment.portal['sites']) == KEPT
    assert f'Seeding [{"#" * 30}] 4/4' in capsys.readouterr().err
