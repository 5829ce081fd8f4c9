"""Blocks of Volto as HTML."""
from hanoiportal.content.transfer.migration.ploneblocks import html_of_blocks


def slate(*children, kind='p'):
    return {'@type': 'slate', 'value': [{'type': kind, 'children': list(children)}]}


def html(**blocks):
    return html_of_blocks(blocks, {'items': list(blocks)})


def test_text_links_pictures_and_tables_become_html():
    link = {'type': 'link', 'data': {'url': '../resolveuid/7f?a&b'}, 'children': [{'text': 'x'}]}
    cell = {'type': 'header', 'value': [{'type': 'p', 'children': [{'text': 'c'}]}]}

    assert html(a=slate({'text': 'a < b'}, link), b={'@type': 'title'}, c=slate(
        {'text': 'd'}, kind='h1'))[0] == (
        '<p>a &lt; b<a href="../resolveuid/7f?a&amp;b">x</a></p><h2>d</h2>')
    assert html(a={'@type': 'image', 'url': [{'@id': '/h'}], 'alt': 'H"'})[0] == (
        '<p><img src="/h" alt="H&quot;"></p>')
    assert html(a={'@type': 'slateTable', 'table': {'rows': [{'cells': [cell]}]}})[0] == (
        '<table><tr><th><p>c</p></th></tr></table>')


def test_blocks_in_blocks_are_read_and_others_are_named():
    inner = {'blocks': {'x': slate({'text': 'a'}), 'y': {'@type': 'maps'}},
             'blocks_layout': {'items': ['x', 'y']}}

    body, lost = html(a={'@type': 'grid', **inner}, b={'@type': 'group', 'data': inner})

    assert body == '<p>a</p><p>a</p>'
    assert lost[0].interpolate() == 'Mất khối: maps.'


def test_what_is_no_block_is_nothing():
    deep = {'text': 'x'}
    for _ in range(100):
        deep = {'type': 'p', 'children': [deep]}

    assert html(a=None, b={}, c={'@type': 'slate', 'value': 7}, d=slate({'data': 1}))[0] == (
        '<p></p>')
    assert html_of_blocks({'a': slate(deep)}, {'items': ['a']})[0].count('<p>') <= 60
    assert html_of_blocks({}, {'items': 'a'}) == ('', ())
