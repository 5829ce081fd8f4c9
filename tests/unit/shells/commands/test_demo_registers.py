"""Rows of the registers of a demonstration, as its file dates them."""
import datetime
from collections import Counter
from itertools import islice
from types import SimpleNamespace

import yaml
from hanoiportal.base.clock import local
from hanoiportal.platform.provisioning.demo.interfaces import LONG_AGO
from hanoiportal.shells.commands.demo import registers
from hanoiportal.shells.commands.demo.registers import _days, _said, keep
from support import ROOT

TODAY = datetime.date(2026, 11, 30)


def test_no_plan_is_public_before_it_was_approved():
    rows = yaml.safe_load((ROOT / 'config/demo/registers.yaml').read_text(encoding='utf-8'))
    plans = [row for row in rows['plans'] if 'da-duyet' in row.get('states', ())]
    for row in plans:
        deeds = 1 + ('was' in row) + len(row['states'])
        made, approved = (_said(row[name], TODAY) for name in ('made', 'approved'))
        *_before, public = islice(_days(made, TODAY, LONG_AGO), deeds)
        assert approved <= f'{local(public):%Y-%m-%d}', row['title']
    assert len(plans) == 2


def test_sites_of_two_years_have_rows_wherever_they_stand_among_the_sites(monkeypatch):
    kept = Counter()
    monkeypatch.setattr(registers, 'site_at', lambda _environment, label: label)
    monkeypatch.setattr(registers, '_enter', lambda _environment, site, _name, _row: kept.update(
        [site]))
    settings = SimpleNamespace(data=ROOT / 'config/hanoi')
    keep(SimpleNamespace(
        registry=SimpleNamespace(getUtility=lambda _interface: settings),
        in_transaction=lambda work: work()), [
            'caugiay', 'mot', 'hai', 'ba', '', 'bon', 'hoankiem', 'nam', 'soxaydung'])

    assert kept.keys() == {'', 'caugiay', 'mot', 'hai', 'ba', 'hoankiem', 'soxaydung'}
    assert kept['hoankiem'] == kept['soxaydung'] == kept['caugiay'] > 20
