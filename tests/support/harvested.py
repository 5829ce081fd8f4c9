"""Says as JSON what CKAN harvests from a catalogue; runs in the environment of ``ckan.txt``.

``python harvested.py FILE`` reads JSON-LD as the harvester of DCAT does, by the profile of DCAT-AP
3; neither a database nor Solr is asked.
"""
import json
import sys

from ckanext.dcat.processors import RDFParser

PROFILE = 'euro_dcat_ap_3'


def main(path):
    """Print ``[{'uri', 'title', 'resources': [addresses]}]``."""
    parser = RDFParser(profiles=[PROFILE])
    with open(path, encoding='utf-8') as catalogue:
        parser.parse(catalogue.read(), _format='json-ld')
    found = [{'uri': _extra(each, 'uri'), 'title': each.get('title', ''), 'resources': sorted(
        one.get('url') or '' for one in each['resources'])} for each in parser.datasets()]
    json.dump(sorted(found, key=lambda each: each['uri']), sys.stdout)


def _extra(package, name):
    return next((each['value'] for each in package['extras'] if each['key'] == name), '')


if __name__ == '__main__':
    main(sys.argv[1])
