"""The catalogue of the city, read by what harvests for CKAN: each data set, with all its forms.

``make harvest`` fetches CKAN and its extension for DCAT once, into an environment of their own.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import transaction
from hanoiportal import main as portal
from hanoiportal.shells.commands.environment import working
from rdflib import DCTERMS, RDF, Graph, Namespace
from support import ROOT, TESTS
from support.application import fill, settings
from webtest import TestApp

DCAT = Namespace('http://www.w3.org/ns/dcat#')
CKAN = ROOT / 'parts/ckan/bin/python'


def main():
    """Print what came of it; return 1 if CKAN has read anything else than there is."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        application = portal({}, **settings(folder))
        catalogue = folder / 'dcat.jsonld'
        with working(application.registry) as environment:
            fill(environment)
            transaction.commit()
            catalogue.write_bytes(TestApp(application, extra_environ={
                'HTTP_HOST': 'localhost'}).get('/dcat.jsonld').body)
        read = json.loads(subprocess.run(
            [CKAN, TESTS / 'support/harvested.py', catalogue], check=True,
            capture_output=True).stdout)
        offered = offers(Graph().parse(catalogue, format='json-ld'))
    is_whole = read == offered and len(read) > 0
    print(f'{len(read)} data sets with {sum(len(each["resources"]) for each in read)} resources '
          f'are harvested, {len(offered)} are offered: {"alike" if is_whole else "NOT ALIKE"}')
    return int(not is_whole)


def offers(graph):
    """Return what ``graph`` offers, as ``harvested.py`` says it."""
    found = [{
        'uri': str(each), 'title': str(graph.value(each, DCTERMS.title)), 'resources': sorted(
            str(graph.value(form, DCAT.downloadURL) or graph.value(form, DCAT.accessURL))
            for form in graph.objects(each, DCAT.distribution))}
        for each in graph.subjects(RDF.type, DCAT.Dataset)]
    return sorted(found, key=lambda each: each['uri'])


if __name__ == '__main__':
    sys.exit(main())
