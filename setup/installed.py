"""Print ``name==version`` of every package that the portal runs with, as pip's requirements."""
from importlib.metadata import distributions

found = {each.metadata['Name']: each.version for each in distributions()}
for name in sorted(found, key=str.lower):
    if name and name != 'hanoiportal':
        print(f'{name}=={found[name]}')
