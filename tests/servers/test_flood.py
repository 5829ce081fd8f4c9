"""A small flood of forms (``make flood``: 10,000): who is honest waits, nobody is refused.
"""
import pytest

from benchmarks import flood, formsenders

from .portal import bare

SIZE = flood.Size(forms=90, networks=3, seconds=4, honest=2)


@pytest.fixture
def flooded(tmp_path, monkeypatch):
    """``flooded(**settings)``: what is seen of a small flood, by few readers."""
    monkeypatch.setattr(flood, 'READING', 8)

    def play(turns='6/2', size=SIZE):
        bare(tmp_path / 'var')
        return flood.measured(
            tmp_path / 'var', size, {'portal.throttles': f'ask-steps:{turns}'})

    return play


def test_a_flood_waits_for_its_turn_and_honest_senders_of_its_networks_get_receipts(flooded):
    seen = flooded()

    assert seen.wrong == [] and len(seen.honest) == 2
    assert seen.flood['told to wait'] > 30 and len(seen.codes) >= 2
    assert len(seen.took[True]) == SIZE.seconds * flood.READING


def test_a_portal_that_refuses_whoever_shares_a_network_with_it_is_found(flooded, monkeypatch):
    asked, counted = flood.asked, flood.Counter()

    def refusing(portal, network, path, values=None):
        counted[network] += 1
        return (429, '') if values and counted[network] > 5 else asked(
            portal, network, path, values)

    monkeypatch.setattr(formsenders, 'asked', refusing)

    seen = flooded(size=SIZE._replace(seconds=1, forms=20, honest=1))

    assert any('honest sender' in each and '429' in each for each in seen.wrong)
    assert any(row.passed is False for row in flood.rows(seen, SIZE))
