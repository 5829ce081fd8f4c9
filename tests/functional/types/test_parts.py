"""What an item consists of is never more public than the item."""
import pytest
import transaction
from hanoiportal.discovery.catalog.services import CatalogService
from hanoiportal.kernel.tree.lookup import path_of


@pytest.fixture
def document(make):
    return make('LegalDocument')


@pytest.fixture
def attachment(document, editing, publishing, make):
    """A public file of a document that is a draft."""
    free = make('File', name='tep')
    free.__parent__.move('tep', document)
    publishing.publish(free, 'test')
    transaction.commit()
    return free


def status(reader, attachment):
    return [reader.get(path_of(attachment) + view, expect_errors=True).status_int
            for view in ('', '/content')]


def found(portal, item):
    return item in CatalogService(portal).latest(portal, 'vi').items


def test_a_public_file_of_a_draft_is_shown_to_nobody(reader, portal, attachment):
    assert not attachment.is_public
    assert status(reader, attachment) == [404, 404]
    assert not found(portal, attachment)


def test_it_appears_with_its_document_and_goes_with_it(
        reader, portal, publishing, document, attachment):
    publishing.publish(document, 'test')
    transaction.commit()
    with_it = status(reader, attachment)
    listed = found(portal, document), found(portal, attachment)

    publishing.withdraw(document, 'test')
    transaction.commit()

    assert with_it == [200, 200]
    assert listed == (True, False)  # its page is that of its document
    assert status(reader, attachment) == [410, 410] and not found(portal, attachment)
