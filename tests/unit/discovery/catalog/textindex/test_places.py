"""Phrases are found however many of the documents hold them."""
from array import array

import pytest
from hanoiportal.discovery.catalog.textindex import places
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

#: Of each document its length, and the places in it at which a phrase begins.
DOCUMENTS = st.lists(st.integers(1, 6).flatmap(lambda length: st.tuples(
    st.just(length), st.frozensets(st.integers(0, length - 1)))), min_size=1, max_size=60)


@pytest.mark.parametrize('sparse', [0, 10 ** 6])
@given(documents=DOCUMENTS)
def test_documents_are_found_alike_by_halving_and_in_step(sparse, documents):
    starts, found, span = [], BitMap(), 0
    for length, begins in documents:
        starts.append(span)
        found |= BitMap(span + at for at in begins)
        span += length
    docids = range(7, 7 + len(documents))
    holding = [docid for docid, (_length, begins) in zip(docids, documents, strict=True) if begins]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, 'SPARSE', sparse)
        laid = places.Places({}, array('I', starts), array('I', docids), span)

        assert list(laid._documents(found)) == holding
