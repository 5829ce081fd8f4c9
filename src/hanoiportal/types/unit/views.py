"""The public page of a unit."""
from ...base.i18n import _
from ...kernel.tree.facts import Fact, known, text_fact
from ...kernel.tree.lookup import in_language, is_listed
from ...web import View, public_view
from .resource import OrganisationUnit


class OrganisationUnitView(View):
    """What a reader of a unit's page sees: how it is reached, what it does, what belongs to it."""

    @public_view(context=OrganisationUnit, renderer='templates/view.pt')
    def page(self):
        """Return the values ``view.pt`` names."""
        text = self.text
        return {'title': text.title, 'text': text, 'item': self.context,
                'facts': known(self._facts(text), self.request.language.tag),
                'parts': [(in_language(part, self.request.language.tag), self.request.link(part))
                          for part in self._parts()]}

    def _facts(self, text):
        unit, superior = self.context, self.context.superior
        if superior is not None and is_listed(superior):
            said = in_language(superior, self.request.language.tag)
            yield text_fact(_('Trực thuộc'), said.title, said.language,
                            self.request.link(superior))
        yield text_fact(_('Người đứng đầu'), text.head or unit.head,
                        text.language if text.head else unit.language)
        yield text_fact(_('Địa chỉ'), text.address or unit.address,
                        text.language if text.address else unit.language)
        yield self._reached(_('Điện thoại'), 'tel:', unit.phone.replace(' ', ''), unit.phone)
        yield self._reached(_('Thư điện tử'), 'mailto:', unit.email, unit.email)

    def _reached(self, label, scheme, address, shown):
        return Fact(label, (shown,), None, None, scheme + address)

    def _parts(self):
        """Return the units that belong right below this one, in their order."""
        found = [unit for unit in self.context.__parent__.values()
                 if isinstance(unit, OrganisationUnit) and is_listed(unit)
                 and unit.superior is self.context]
        return sorted(found, key=lambda unit: unit.order)
