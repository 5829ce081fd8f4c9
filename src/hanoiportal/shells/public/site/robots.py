"""What programs are told: ``robots.txt`` (RFC 9309), ``.well-known/security.txt`` (RFC 9116), and
which apps may open links.
"""
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response

from ....base.i18n import ILanguages
from ....base.interfaces import ISite
from ....base.settings import ISettings
from ....integration.mobileapp.interfaces import IAppFiles
from ....participation.questions.interfaces import FORMS, MISTAKE
from ....participation.ratings.interfaces import VIEW as RATING
from ....web import View, public_view
from ....web.routing.links import canonical

#: Site maps of each host, by the names of their views.
SITE_MAPS = ('sitemap.xml', 'sitemap-news.xml')
_SECURITY = 'security.txt'


class RobotsView(View):
    """Texts for programs that go round."""

    @public_view(context=ISite, name='robots.txt')
    def robots(self):
        """Keep robots out of searches, but not of the page where one begins, of the forms that
        each page leads to, and of what needs a log-in; show them the site maps.  They are kept off
        a demonstration altogether.
        """
        if self.request.is_hidden:
            return _text('User-agent: *\nDisallow: /\n')
        languages = self.request.registry.getUtility(ILanguages)
        closed = [self.request.link(self.context, 'search', language=language) + '?'
                  for language in languages.enabled]
        mistakes = [f'{before}/{form}' for form in (f'{FORMS}/{MISTAKE}', f'{RATING}?')
                    for before in ('', '/*')]
        rules = ''.join(f'Disallow: {path}\n' for path in [
            *closed, *mistakes, '/login', '/console', '/desk'])
        maps = ''.join(
            f'Sitemap: {canonical(self.request, self.context, languages.default, name)}\n'
            for name in SITE_MAPS)
        return _text(f'User-agent: *\n{rules}\n{maps}')

    @public_view(context=ISite, name='.well-known', subpath=True)
    def well_known(self):
        """Give the file that is asked for below ``.well-known`` (RFC 8615)."""
        files = self.request.registry.getUtility(IAppFiles)
        for name in self.request.subpath[:1]:
            if name in files and self.request.subpath == (name,):
                return Response(files[name], content_type='application/json', charset='utf-8')
        return self._security()

    def _security(self):
        """Say where a weakness of the portal is reported; nothing if nobody would read it."""
        settings = self.request.registry.getUtility(ISettings)
        contact = self.context.email or self.request.root.email
        if self.request.subpath != (_SECURITY,) or not (contact and settings.security_expires):
            raise HTTPNotFound
        languages = self.request.registry.getUtility(ILanguages)
        address = canonical(
            self.request, self.context, languages.default, '.well-known', _SECURITY)
        spoken = ', '.join(language.tag for language in languages.interface)
        return _text(f'Contact: mailto:{contact}\nExpires: {settings.security_expires}\n'
                     f'Preferred-Languages: {spoken}\nCanonical: {address}\n')


def _text(text):
    return Response(text, content_type='text/plain', charset='utf-8')
