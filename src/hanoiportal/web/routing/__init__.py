"""From an address to a resource: hosts, languages, links, networks, what a request may be."""
