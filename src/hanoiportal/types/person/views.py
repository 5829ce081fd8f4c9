"""The public page of a person in office."""
from ...base.i18n import _
from ...kernel.tree.facts import Fact, day_fact, known, text_fact
from ...kernel.tree.lookup import in_language
from ...platform.media.views import picture_of
from ...web import View, public_view
from .resource import Person


def portrait_of(request, person):
    """Return the ``media.Picture`` of ``person`` for ``macros['picture']``, or ``None``."""
    image = person.portrait
    return None if image is None else picture_of(request, image)


class PersonView(View):
    """What a reader sees of a person: position, duties, biography, working calendar."""

    @public_view(context=Person, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        person, text = self.context, self.text
        events, calendar = person.events(), person.calendar()
        return {'title': text.title, 'text': text, 'item': person,
                'facts': known(self._facts(text), self.request.language.tag),
                'portrait': portrait_of(self.request, person),
                'events': [self._event(event) for event in events],
                'calendar': self.request.link(calendar) if events else None}

    def _facts(self, text):
        person, tag = self.context, self.request.language.tag
        yield self._said(_('Chức vụ'), text, 'position')
        yield self._said(_('Đơn vị'), text, 'unit')
        if person.phone:
            yield Fact(_('Điện thoại'), (person.phone,), None, None,
                       'tel:' + person.phone.replace(' ', ''))
        if person.email:
            yield Fact(_('Thư điện tử'), (person.email,), None, None, 'mailto:' + person.email)
        yield day_fact(_('Giữ chức vụ từ ngày'), person.term_from, tag)
        yield day_fact(_('Đến ngày'), person.term_to, tag)
        if person.is_spokesperson:
            yield text_fact(_('Người phát ngôn theo'), person.decision)

    def _said(self, label, text, name):
        """Return the fact of the field ``name`` in the language of ``text``, else Vietnamese."""
        source = text if getattr(text, name, '') else self.context
        return text_fact(label, getattr(source, name), source.language)

    def _event(self, event):
        """Return the text of ``event``, its time and its address."""
        tag = self.request.language.tag
        return in_language(event, tag), event.shown_time(tag), self.request.link(event)
