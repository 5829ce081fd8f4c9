"""``checks``: ``IChecks`` over the city portal; ``news``: a news item on it, with good values."""
import pytest
from hanoiportal.content.versions.versions import Versions
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.editorial.checks.services import ChecksService, IRules
from support.gone_with import seeing

GOOD = {
    'title': 'Phường Ba Đình tiếp nhận hồ sơ qua mạng',
    'summary': 'Từ ngày 01/9, người dân nộp hồ sơ tại nhà và nhận kết quả qua bưu điện.',
    'body': '<p>Ủy ban nhân dân phường hướng dẫn cách nộp hồ sơ.</p>',
    'source_agency': 'Ủy ban nhân dân phường Ba Đình', 'author': 'Nguyễn Văn A',
    'keywords': 'hồ sơ; trực tuyến', 'images': '', 'genre': 'tin'}


@pytest.fixture
def checks(registry, portal):
    return ChecksService(registry, registry.getUtility(IRules), Versions(registry),
                         lambda: CatalogService(portal), *seeing(registry, portal))


@pytest.fixture
def news(make):
    return make('NewsItem', 'tin-mau', **GOOD)


@pytest.fixture
def found(checks, news):
    """``found(**values)``: the codes of what is found in the news item with those values."""
    def codes(**values):
        return [each.code for each in checks.findings(news, values)
                if each.code != 'missing-image']

    return codes
