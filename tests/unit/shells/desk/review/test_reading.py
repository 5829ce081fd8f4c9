"""The facts of a text in its record, in the words of people."""
import datetime

from hanoiportal.base.clock import parse
from hanoiportal.kernel.tree.minute import minute
from hanoiportal.kernel.tree.schema import Schema, day, line, pictures
from hanoiportal.kernel.tree.values import written
from hanoiportal.shells.desk.review.reading import full_text


class Event(Schema):
    done = day('Ngày hoàn thành')
    opens = minute('Bắt đầu')
    images = pictures('Các ảnh')
    place = line('Địa điểm')


def facts(**values):
    _prose, found, _composed = full_text(Event(), written(Event(), values), {})
    return [fact.shown for fact in found]


def test_days_and_hours_are_as_people_write_them():
    assert facts(done=datetime.date(2026, 9, 30), opens=parse('2026-12-02T08:00')) == [
        '30/09/2026', '02/12/2026 08:00']


def test_pictures_are_counted_for_a_card_shows_them():
    [shown] = facts(images=('/da-phuong-tien/mot', '/da-phuong-tien/hai'))
    assert shown.interpolate() == '2 ảnh'
