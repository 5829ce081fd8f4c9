"""Messages said where there is no request."""
import pytest
from hanoiportal.base.i18n import _, said_in
from pyramid.interfaces import ITranslationDirectories
from pyramid.registry import Registry
from support import ROOT

NOT_FOUND = _('Không tìm thấy trang')


@pytest.fixture
def registry():
    """A registry that knows the catalogs of the portal and nothing else."""
    found = Registry()
    found.registerUtility([str(ROOT / 'locales')], ITranslationDirectories)
    return found


def test_a_message_is_said_in_each_language_with_its_words(registry):
    assert said_in(registry, 'vi')(NOT_FOUND) == 'Không tìm thấy trang'
    assert said_in(registry, 'en')(NOT_FOUND) == 'Page not found'
    assert said_in(registry, 'en')(_('${n} mục'), n='5') == '5 mục'


def test_english_counts_and_vietnamese_does_not(registry):
    english, vietnamese = (said_in(registry, tag) for tag in ('en', 'vi'))
    days = _('${days} ngày')

    assert [english(days, days=each) for each in ('1', ' <b>1</b> ', '0', '2', '1.000', '1,5', '')
            ] == ['1 day', ' <b>1</b>  day', '0 days', '2 days', '1.000 days', '1,5 days', ' days']
    assert [vietnamese(days, days=each) for each in ('1', '2')] == ['1 ngày', '2 ngày']
    assert english(NOT_FOUND, days='1') == 'Page not found'


def test_the_catalogs_of_a_language_are_read_once(registry):
    assert said_in(registry, 'en')(NOT_FOUND) == 'Page not found'

    registry.registerUtility([], ITranslationDirectories)

    assert said_in(registry, 'en')(NOT_FOUND) == 'Page not found'
    assert said_in(registry, 'vi')(NOT_FOUND) == 'Không tìm thấy trang'
