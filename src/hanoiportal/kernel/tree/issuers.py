"""In whose name a site issues papers, and where they are dated (Decree 30/2020/NĐ-CP, article 8).
"""
from ...base.interfaces import ISite

#: Levels of sites whose place is their own name.
_COMMUNE = 'commune'
_CITY = 'Hà Nội'
_PARENT = 'Ủy ban nhân dân thành phố Hà Nội'


def agency_of(site: ISite) -> str:
    """Return the name of the body whose site it is."""
    return str(getattr(site, 'owner', '') or site.title)


def parent_of(site: ISite) -> str:
    """Return the name of the body above it, ``''`` of wards, communes and the city."""
    return _PARENT if getattr(site, 'level', '') == 'agency' else ''


def place_of(site: ISite) -> str:
    """Return the place that papers of ``site`` are dated at."""
    if getattr(site, 'level', '') == _COMMUNE:
        return str(site.title).partition(' ')[2] or str(site.title)
    return _CITY
