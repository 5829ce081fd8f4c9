"""What machines read in the head of pages: Dublin Core, the card, the linked data."""
import csv
import json

from hanoiportal.types.link.linkeddata import linked_data as link_in_words
from hanoiportal.types.section import ITEM_TYPES
from rdflib import RDF, Graph, URIRef
from support import ROOT
from support.factories import TITLE
from support.readonly_portal import NASTY

with open(ROOT / 'config/hanoi/dublin_core.csv', encoding='utf-8', newline='') as lines:
    OBLIGATORY = [row['element'] for row in csv.DictReader(lines)
                  if row['level'] == 'bắt buộc']
#: Bytes that all of it may weigh.
LARGEST = 5000
PAGES = ('/', '/english', '/gioi-thieu', '/english/tin-tuc-su-kien', '/tin-tuc-su-kien/tin',
         '/english/tin-tuc-su-kien/tin', '/mtq/tin-tuc-su-kien/tin', '/sites', '/sites/bavi',
         '/english/sites/bavi/gioi-thieu', '/search?q=ha+noi', '/sitemap',
         '/van-ban-hanh-chinh/qd', '/van-ban-hanh-chinh/qd/dieu-1', '/tin-tuc-su-kien/anh')


def named(page, prefix='DC.', attribute='name'):
    """Return ``{name: content}`` of the meta elements of ``page`` that begin with ``prefix``."""
    return {meta[attribute]: meta['content'] for meta in page.html.head.find_all('meta')
            if meta.get(attribute, '').startswith(prefix)}


def linked(page):
    """Return the things that the linked data of ``page`` describes."""
    [block] = page.html.find_all('script', type='application/ld+json')
    found = json.loads(block.string)
    assert found['@context'] == 'https://schema.org'
    return found['@graph']


def test_no_obligatory_element_of_dublin_core_is_empty_on_any_page(stocked):
    for path in PAGES:
        page = stocked.get(path)

        found = named(page)
        assert [name for name in OBLIGATORY if not found.get(name, '').strip()] == [], path
        assert page.html.find('link', rel='schema.DC')
        assert found['DC.Language'] in ('vi', 'en')
        assert 'nguoi-' not in page.text


def test_every_page_has_a_card_and_says_what_it_is_in_few_bytes(stocked):
    for path in PAGES:
        page = stocked.get(path)

        found = named(page, 'og:', 'property')
        assert {'og:title', 'og:type', 'og:url', 'og:description', 'og:image', 'og:site_name',
                'og:locale'} <= set(found), path
        assert all(found.values())
        assert stocked.get(found['og:image'].partition('localhost')[2]).content_type == 'image/png'
        thing, second = linked(page)
        assert thing['@type'] and thing['name']
        assert second['@type'] in ('BreadcrumbList', 'GovernmentOrganization')
        described = page.text.partition('</head>')[0].partition('schema.DC')[2]
        assert len(described.encode()) < LARGEST, path


def test_dublin_core_says_what_the_page_says(stocked):
    found = named(stocked.get('/tin-tuc-su-kien/tin'))

    assert found['DC.Title'] == 'Tin «mới»'
    assert found['DC.Creator'] == 'Nguyễn Văn A'
    assert found['DC.Publisher'] == 'Ủy ban nhân dân thành phố Hà Nội'
    assert found['DC.Source'] == 'Sở Xây dựng'
    assert found['DC.Date'] == '2026-01-02T08:03:00+07:00'
    assert found['DC.Description'] == 'Tóm tắt tin & <sự kiện>'
    assert found['DC.Identifier'] == 'http://localhost/tin-tuc-su-kien/tin'
    assert found['DC.Subject'] == 'giao thông; quy hoạch'
    assert found['DC.Language'] == 'vi'
    assert found['DC.Relation'] == 'http://localhost/tin-tuc-su-kien'


def test_an_english_page_describes_itself_in_english(stocked):
    page = stocked.get('/english/tin-tuc-su-kien/tin')

    found = named(page)
    assert (found['DC.Title'], found['DC.Subject'], found['DC.Language']) == (
        'News', 'traffic', 'en')
    assert found['DC.Date'] == '2026-01-03T08:00:00+07:00'
    assert found['DC.Coverage'] == 'Hanoi; Viet Nam'
    assert named(page, 'og:', 'property')['og:locale'] == 'en_US'
    assert linked(page)[0]['inLanguage'] == 'en'


def test_a_page_without_a_translation_says_that_its_text_is_vietnamese(stocked):
    page = stocked.get('/mtq/tin-tuc-su-kien/tin')

    assert named(page)['DC.Language'] == 'vi'
    assert linked(page)[0]['inLanguage'] == 'vi'


def test_a_document_is_identified_by_its_number_and_issued_by_its_body(stocked):
    found = named(stocked.get('/van-ban-hanh-chinh/qd'))

    assert found['DC.Identifier'] == (
        '4263/QĐ-UBND; http://localhost/van-ban-hanh-chinh/qd')
    assert found['DC.Publisher'] == 'Ủy ban nhân dân thành phố Hà Nội'


def test_the_card_of_a_story_shows_its_picture(stocked):
    found = named(stocked.get('/tin-tuc-su-kien/tin'), 'og:', 'property')

    assert found['og:type'] == 'article'
    assert found['og:image'].startswith('http://localhost/tin-tuc-su-kien/anh/content?v=')
    assert (found['og:image:width'], found['og:image:height']) == ('4', '3')
    assert found['og:image:alt'] == 'Hồ Gươm buổi sáng'


def test_the_home_page_tells_search_engines_how_to_search(stocked):
    site, owner = linked(stocked.get('/english'))

    target = site['potentialAction']['target']['urlTemplate']
    assert target == 'http://localhost/english/search?q={search_term_string}'
    assert site['publisher']['@id'] == owner['@id'] == 'http://localhost/#owner'
    assert owner['@type'] == 'GovernmentOrganization' and owner['address']


def test_breadcrumbs_lead_from_the_site_to_the_page(stocked):
    _thing, crumbs = linked(stocked.get('/sites/bavi/tin-tuc-su-kien'))

    steps = [(each['position'], each['item']) for each in crumbs['itemListElement']]
    assert steps == [(1, 'http://localhost/sites/bavi'),
                     (2, 'http://localhost/sites/bavi/tin-tuc-su-kien')]


def test_a_title_cannot_leave_the_block_of_linked_data(stocked):
    page = stocked.get('/tin-tuc-su-kien/kho')

    assert linked(page)[0]['name'] == NASTY
    assert named(page)['DC.Title'] == NASTY
    [block] = [line for line in page.text.splitlines() if 'ld+json' in line and '<script' in line]
    assert block.count('<') == 2


#: What schema.org calls the items of each type; of the others, works.


def test_items_of_every_type_are_described(stocked):
    for name in ITEM_TYPES:
        path = f'/sites/soxaydung/tin-tuc-su-kien/mau-{name.lower()}'
        page = stocked.get(path)

        found = named(page)
        assert [each for each in OBLIGATORY if not found.get(each, '').strip()] == [], name
        thing, crumbs = linked(page)
        assert thing['@type'] == SHAPES[name][0], name
        assert None not in thing.values()
        assert crumbs['itemListElement'][-1]['item'] == thing['@id'] == f'http://localhost{path}'
        assert json.loads(stocked.get(f'{path}.json').body)['type'] == name
        assert TITLE in stocked.get(f'{path}.txt').text


def test_what_is_no_work_has_no_author_and_no_day(stocked):
    person, _crumbs = linked(stocked.get('/sites/soxaydung/tin-tuc-su-kien/mau-person'))

    assert not {'author', 'datePublished', 'publisher'} & set(person)
    assert person['jobTitle'] == 'Chữ mẫu của position'
    data, _crumbs = linked(stocked.get('/sites/soxaydung/tin-tuc-su-kien/mau-statistics'))
    where = data['distribution']['contentUrl'].partition('localhost')[2]
    assert stocked.get(where).content_type == 'text/csv'
    law, _crumbs = linked(stocked.get('/van-ban-hanh-chinh/qd'))
    assert (law['legislationIdentifier'], law['legislationDate']) == ('4263/QĐ-UBND', '2025-08-16')
    assert law['sameAs'] == 'http://localhost/eli/2025/quyet-dinh-ca-biet/4263-qd-ubnd'


def test_errors_and_what_is_hidden_have_no_metadata(stocked):
    for path in ('/khong-co', '/tin-tuc-su-kien/kin'):
        page = stocked.get(path, status=404)
        assert named(page) == {} and page.html.find('script', type=True) is None


#: By content type: its type of schema.org, and what such a thing must say of itself.
SHAPES = {
    'Page': ('Article', {'headline', 'datePublished', 'publisher'}),
    'NewsItem': ('NewsArticle', {'headline', 'datePublished', 'author', 'publisher'}),
    'LegalDocument': ('Legislation', {'legislationIdentifier', 'legislationPassedBy'}),
    'File': ('DigitalDocument', {'encoding'}),
    'Image': ('ImageObject', {'contentUrl'}),
    'Link': ('WebPage', {'significantLink'}),
    'OrganisationUnit': ('GovernmentOrganization', {'name'}),
    'Person': ('Person', {'jobTitle'}),
    'Event': ('Event', {'startDate', 'location'}),
    'Project': ('Project', {'funding'}),
    'Dossier': ('Report', {'temporalCoverage', 'creator'}),
    'Research': ('ResearchProject', {'name'}),
    'Statistics': ('Dataset', {'distribution', 'measurementTechnique'}),
    'Ruling': ('Report', {'reportNumber', 'creator'}),
    'Channel': ('Service', {'availableChannel', 'provider'}),
    'AccessEntry': ('DigitalDocument', {'url'}),
    'PhotoSet': ('ImageGallery', {'name'}),
    'Video': ('VideoObject', {'contentUrl'}),
    'Audio': ('AudioObject', {'contentUrl', 'encodingFormat'}),
    'Infographic': ('ImageObject', {'name'}),
    'Question': ('QAPage', {'mainEntity'}),
    'Consultation': ('Legislation', {'author', 'creativeWorkStatus'}),
    'Improvement': ('CreativeWork', {'datePublished', 'publisher'}),
    'Survey': ('CreativeWork', {'datePublished', 'publisher'}),
    'ForumTopic': ('CreativeWork', {'datePublished', 'publisher'}),
}
_SCHEMA = 'https://schema.org/'


def statements(stocked, path):
    """Return the RDF graph that a public library reads in the linked data at ``path``."""
    data = json.loads(stocked.get(path).body)
    assert data['@context'] == 'https://schema.org'
    data['@context'] = {'@vocab': _SCHEMA}  # what that address answers, without asking it
    return Graph().parse(data=json.dumps(data), format='json-ld')


def test_what_an_item_of_each_type_is_can_be_read_as_rdf(stocked):
    for name in ITEM_TYPES:
        path = f'/sites/soxaydung/tin-tuc-su-kien/mau-{name.lower()}'
        kind, wanted = SHAPES[name]

        found = statements(stocked, path + '.jsonld')

        thing = URIRef(f'http://localhost{path}')
        assert found.value(thing, RDF.type) == URIRef(_SCHEMA + kind), name
        said = {str(predicate).removeprefix(_SCHEMA) for predicate in found.predicates(thing)}
        assert wanted | {'name'} <= said, name
        assert not any(str(value) in ('', 'None') for value in found.objects()), name
        works = {'datePublished', 'author'}
        assert kind not in ('Person', 'Event', 'Project', 'Service') or not works & said, name


def test_a_link_among_procedures_is_a_service_of_the_state(make):
    link = make('Link', field='Hộ tịch')
    link.__parent__.listing = 'procedures'

    found = link_in_words(link, link, None)

    assert found['@type'] == 'GovernmentService' and found['serviceType'] == 'Hộ tịch'
    assert found['availableChannel']['serviceUrl'] == link.url
