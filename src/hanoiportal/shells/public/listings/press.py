"""Press statements, and above them who speaks for the body (Decree 244/2026/NĐ-CP; 28.10)."""
from ....base.clock import shown_date
from ....base.values import Batch
from ....types.person.resource import Person
from ....types.section import Section
from ....web import public_view
from ..lists.batches import Paging, bounds
from ..lists.rows import rows_of
from ..lists.section import SectionPage
from .everything import is_fallback, split
from .people import card_of, ranked, without_portraits


class Press(SectionPage):
    """Spokespersons, and statements by date, page by page."""

    @public_view(context=Section, listing='press', renderer='templates/press.pt')
    def statements(self):
        people, others = split(self.context, Person)
        speakers = ranked(person for person in people if person.is_spokesperson)
        texts = sorted(without_portraits(people, others), reverse=True, key=_published)
        start, size = bounds(self.request)
        batch = Batch(tuple(texts[start:start + size]), len(texts), start, size)
        return self.values(
            is_fallback([*speakers, *texts], self.page.language.tag),
            speakers=[card_of(self.page, person) for person in speakers],
            day=lambda card: shown_date(card.decided, self.page.tag),
            rows=rows_of(self.page, batch.items),
            paging=Paging(batch, self.request.link(self.context)),
            query=f'page={batch.page}' if batch.page > 1 else '')


def _published(item):
    return item.published_at.timestamp() if item.published_at else 0
