from datetime import date
from io import BytesIO

import pytest
from hanoiportal.content.versions.comparing import compare_values
from hanoiportal.kernel.inspection.upload import StoredFile
from hanoiportal.kernel.tree.schema import Schema, line, number, upload
from hanoiportal.types.newsitem.resource import NewsItemSchema
from hanoiportal.types.page.resource import PageSchema

BEFORE = {'title': 'Tin cũ', 'summary': 'Một\nHai', 'body': '<p>Một hai</p>', 'genre': 'tin',
          'author': '', 'source_agency': '', 'keywords': ('a', 'b'), 'images': ()}


def change(**values):
    [found] = compare_values(NewsItemSchema(), BEFORE, {**BEFORE, **values})
    return found


def test_equal_versions_differ_in_nothing():
    assert compare_values(NewsItemSchema(), BEFORE, dict(BEFORE)) == []


@pytest.mark.parametrize('values, kind, inline', [
    ({'title': 'Tin mới'}, 'line',
     'Tin <del class="removed">cũ</del><ins class="added">mới</ins>'),
    ({'summary': 'Một\nBa'}, 'text',
     'Một\n<del class="removed whole">Hai</del>\n<ins class="added whole">Ba</ins>'),
    ({'body': '<p>Một ba</p>'}, 'html',
     '<p>Một <del class="removed">hai</del><ins class="added">ba</ins></p>'),
    ({'keywords': ('a', 'c')}, 'words',
     'a\n<del class="removed whole">b</del>\n<ins class="added whole">c</ins>'),
    ({'title': '<b>'}, 'line', ('<del class="removed whole">Tin cũ</del>\n'
                               '<ins class="added whole">&lt;b&gt;</ins>')),
])
def test_each_kind_of_field_is_compared_in_its_way(values, kind, inline):
    found = change(**values)

    assert (found.kind, found.comparison.inline) == (kind, inline)
    assert found.title == NewsItemSchema()[found.name].title


def test_a_choice_is_told_by_its_titles():
    found = change(genre='bai')

    assert (found.kind, found.shown_before, found.shown_after) == ('choice', 'Tin', 'Bài viết')


def test_days_are_told_as_people_write_them():
    values = {'title': 'a', 'summary': '', 'body': '', 'owner_unit': 'b', 'next_review': None}

    [found] = compare_values(
        PageSchema(), values, {**values, 'next_review': date(2026, 1, 2)})

    assert found.comparison.inline == '<ins class="added whole">02/01/2026</ins>'


def test_markup_that_could_run_is_shown_by_no_comparison():
    found = change(body='<p onclick="x()">Một <a href="javascript:y()">hai</a><script>z</script>')

    assert 'onclick' not in found.comparison.inline
    assert 'script' not in found.comparison.inline


def test_files_are_told_by_name_and_content():
    class WithFile(Schema):
        file = upload('Tệp')
        size = number('Số')
        name = line('Tên')

    one, other = (StoredFile('a.txt', 'text/plain', BytesIO(text)) for text in (b'1', b'2'))

    [found] = compare_values(WithFile(), {'file': one}, {'file': other, 'size': 0, 'name': ''})

    assert found.kind == 'file'
    assert 'a.txt (text/plain, 1 B' in found.comparison.inline.replace('</del>', '')
