"""The threads of a topic of the forum."""
from hanoiportal.participation.forum.interfaces import PublicPost
from hanoiportal.participation.forum.postform import threads_of


def post(id, parent=''):
    return PublicPost(id, parent, f'Câu {id}', 'Ai', '2026-11-29')


def test_replies_follow_their_post_and_stay_together_when_it_has_gone():
    posts = [post('a'), post('b'), post('c', 'a'), post('d', 'gone'), post('e', 'b'),
             post('f'), post('g', 'gone')]

    assert [[each.id for each in thread] for thread in threads_of(posts)] == [
        ['a', 'c'], ['b', 'e'], ['d', 'g'], ['f']]
