"""Editors and heads at once, briefly (``make soak`` takes longer); what is wrong is found."""
from servers import soak


def test_nobody_meets_a_conflict_and_what_is_lost_would_be_a_complaint(tmp_path):
    with soak.portals_of(tmp_path, soak.on_zeo, ['bavi']) as portals:
        site = soak.Site(portals, 'bavi')
        soak.work([site], 4)
        published, found = len(site.published), [*site.complaints()]
        site.editors[0].words.append('bavi-mot-999')
        site.published.append(site.editors[0].path)

        wrong = site.complaints()

    assert (published > 1, found) == (True, [])
    assert [each.split(' ', 1)[1] for each in wrong] == ['lost words', 'is not published']
