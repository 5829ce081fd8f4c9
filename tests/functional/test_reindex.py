"""``bin/portal reindex`` makes up for an index that was not there."""
import transaction
from hanoiportal.commands.reindex import run
from hanoiportal.provisioning.services import DECISION


def test_what_was_published_before_an_index_is_found_after_it_ran(
        app, small_portal, steps, environment, capsys):
    steps.decision(small_portal)
    indexes = small_portal.indexes
    indexes.details = None
    del indexes.catalog['month']
    transaction.commit()
    finder = '/tra-cuu-van-ban?so=4263'
    assert DECISION not in app.get(finder).text

    run(environment, None)

    assert DECISION in app.get(finder).text
    assert list(indexes.catalog['month'].counts(indexes.catalog['state'].bitmap('public')))
    assert 'items indexed' in capsys.readouterr().out
