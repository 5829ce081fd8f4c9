"""``llms.txt``: what programs that read for people are told of a site."""
import re

import pytest
from hanoiportal.shells.public.site.llms import _plain
from markdown_it import MarkdownIt
from support.readonly_portal import NASTY

LINK = re.compile(r'\]\((http[^)]*)\)')


@pytest.mark.parametrize(('site', 'tag'), [('', 'vi'), ('/english/sites/soxaydung', 'en')])
def test_each_site_tells_its_sections_and_what_is_for_programs(stocked, site, tag):
    answer = stocked.get(f'{site}/llms.txt')
    found = LINK.findall(answer.text)

    assert (answer.content_type, answer.headers['Content-Language']) == ('text/markdown', tag)
    assert answer.text.startswith('# ') and answer.text.count('\n## ') == 2
    assert len(found) >= 6 and len(set(found)) == len(found)
    for address in found:
        assert address.startswith(f'http://localhost{site}/')
        stocked.get(address)


def test_a_title_is_no_markup():
    section = next(each for each in MarkdownIt().parse(
        f'- [{_plain(NASTY)}](http://localhost/a)') if each.type == 'inline')

    assert section.children[0].type == 'link_open'
    assert ''.join(each.content for each in section.children) == NASTY
