"""What another site carries, beside the copies of it: the twin and the archive (12.1, 23.3)."""
import pytest
import transaction
from hanoiportal.base.clock import parse
from hanoiportal.platform.scheduling.opening import opened
from hanoiportal.safekeeping.twin.interfaces import ITwinning
from support.archive_portal import archive_settings
from support.crossposting import accepted, corrected, published

own_settings = archive_settings
HOSTS = {'hanoi.gov.vn': '', 'soxaydung.hanoi.gov.vn': '/sites/soxaydung',
         'bavi.hanoi.gov.vn': '/sites/bavi'}
HERE, FEED = 'tin-tuc-su-kien/cho-hoa-ngay-tet', 'tin-tuc-su-kien/feed.json'


@pytest.fixture
def clock_at():
    return parse('2026-11-24T10:00')


@pytest.fixture
def item(at_work, small_portal, archive):
    ward = small_portal['sites']['bavi']['tin-tuc-su-kien']
    made = published(at_work('bavi-editor'), at_work('bavi-member'), ward)
    transaction.commit()
    return made


@pytest.fixture
def carried(crossing, item, small_portal):
    """The references of ``item``: of the city and of another site."""
    sender, sites = crossing('bavi-editor'), (small_portal, small_portal['sites']['soxaydung'])
    return [accepted(crossing, sender.sending.propose(item, site, 'Tin chung', None, sender.id),
                     site['tin-tuc-su-kien'], f'{login}-member')
            for site, login in zip(sites, ('hanoi', 'soxaydung'), strict=True)]


@pytest.fixture
def twin(registry, carried, tmp_path):
    """``twin()`` lets it follow, and returns ``{path: text}`` of its pages that name the item."""
    twinning = registry.getUtility(ITwinning)

    def follow(verb='follow'):
        with opened(registry, 'test') as environment:
            if verb == 'make':
                twinning.make(environment, tmp_path)
            while verb == 'follow' and twinning.follow(environment, tmp_path) != (0, 0):
                continue  # it works for some seconds at once, which are few on a busy machine
        found = {str(path.relative_to(tmp_path / 'pages')): path.read_bytes().decode(
            errors='replace') for path in (tmp_path / 'pages').rglob('*') if path.is_file()}
        return {path: text for path, text in found.items() if 'Chợ hoa' in text}

    assert follow('make')
    return follow


@pytest.mark.clause('12.1.a/2')
def test_what_is_recalled_is_gone_from_every_page_and_from_the_twin_and_was_archived(
        app, at_work, item, carried, twin, archive):
    pages = [f'{start}/{page}' for start in HOSTS.values()
             for page in ('', 'tin-tuc-su-kien', 'atom.xml', 'sitemap.xml', 'feed.json', FEED)]
    for host, start in HOSTS.items():
        assert {f'{host}/{HERE}@.html', f'{host}/tin-tuc-su-kien@.html'} <= set(twin())
        assert 'Chợ hoa' in app.get(f'{start}/{HERE}.json')
    assert 'cho-hoa' in ''.join(app.get(page).text for page in pages)

    corrected(at_work('bavi-editor'), at_work('bavi-member'), item, title='Chợ hoa Tết')
    found = twin()
    page = found[f'hanoi.gov.vn/{HERE}@.html']
    assert 'Chợ hoa ngày Tết' in page and 'Nguồn đã đính chính' in page
    assert 'Chợ hoa Tết' in found[f'bavi.hanoi.gov.vn/{HERE}@.html']
    assert 'Chợ hoa Tết' not in found['hanoi.gov.vn/tin-tuc-su-kien@.html']

    member = at_work('bavi-member')
    member.publishing.withdraw(item, member.id, why='Sai')
    transaction.commit()
    for start in HOSTS.values():
        for end in ('', '.json', '.txt'):
            assert app.get(f'{start}/{HERE}{end}', status=410)
        found = app.get(f'{start}/search', {'q': 'chợ hoa'}).html
        assert not found.select('main a[href*="cho-hoa"]')
    for page in pages:
        text = app.get(page).text
        assert 'Chợ hoa' not in text and 'cho-hoa' not in text
    assert twin() == {}
    archive.capture()
    ended = [each.host for each in archive.noted() if each.kind == 'withdrawn'
             and each.target == f'/{HERE}']
    assert sorted(ended) == sorted(HOSTS)
