"""Lists of items as HTML: what stands in them is asked for with each page, and rendered as long as
these items stay the same.
"""
from ..lists.rows import lead_image
from .kept import ILists, kept_of_item
from .shared import templates
from .stamps import stamps_of
from .wording import item_of


def rendered_list(page, template, documents, rows, pictured=False):
    """Return the HTML of ``templates/TEMPLATE.pt``: ``documents``, items or translations, as they
    stand on the page of the ``Layout`` ``page``.

    ``rows``: callable(page, documents) -> the ``rows`` of the template, read from the documents,
    the items that they translate, and where these stand; ``pictured``: from lead images as well.
    """
    shown = templates(page.request)

    def render():
        return shown[template](
            page=page, rows=rows(page, documents), macros=shown['macros'].macros)

    items = [item_of(document) for document in documents]
    images = [lead_image(page, item) for item in items] if pictured else []
    found = [image for image in images if image is not None]
    key = (template, *(document.__oid__ for document in documents),
           *(image and image.__oid__ for image in images))
    return kept_of_item(
        page, stamps_of(page.language.tag, *items, *found), key, render, ILists)
