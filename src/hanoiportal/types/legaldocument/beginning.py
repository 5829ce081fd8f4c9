"""What a new legal document of a site begins with: who issues it, and who signs at its head."""
from ...base.interfaces import IResource
from ...kernel.tree.lookup import find_site, is_listed
from ...kernel.tree.site import UNDECLARED


def beginning(place: IResource) -> dict[str, str]:
    """Return ``{field: text}`` of what the site of ``place`` says of itself in public."""
    site = find_site(place)
    found = {'issuer': getattr(site, 'owner', '')}
    first = min(_leaders(site), key=lambda person: person.order, default=None)
    if first is not None:
        found |= {'signer': first.title, 'signer_position': first.position}
    return {name: text for name, text in found.items() if text and text != UNDECLARED}


def _leaders(site):
    return [person for section in site.values() if getattr(section, 'listing', '') == 'people'
            for person in section.values()
            if getattr(person, 'position', '') and is_listed(person)]
