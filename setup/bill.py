"""Usage: bill.py PYTHON.json NPM.json: print one bill of materials (CycloneDX) made of the two."""
import json
import sys
from pathlib import Path


def joined(python, npm):
    """Return the bill ``python`` with the components and dependencies of the bill ``npm``, whose
    references are put apart from those of Python.
    """
    def apart(reference):
        return f'npm:{reference}'

    components = [{**each, 'bom-ref': apart(each['bom-ref'])} for each in npm['components']]
    known = {each['bom-ref'] for each in components}
    links = [
        {'ref': apart(each['ref']), 'dependsOn': [apart(on) for on in each.get('dependsOn', ())]}
        for each in npm.get('dependencies', ()) if apart(each['ref']) in known]
    return {**python, 'components': [*python['components'], *components],
            'dependencies': [*python['dependencies'], *links]}


if __name__ == '__main__':
    bills = [json.loads(Path(path).read_text(encoding='utf-8')) for path in sys.argv[1:]]
    json.dump(joined(*bills), sys.stdout, indent=1, ensure_ascii=False)
