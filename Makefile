# `make` alone explains the targets.

SHELL := /bin/bash
MAKEFLAGS += --no-print-directory
# Images of containers set it; each of the programs that tests start would compile its modules anew.
unexport PYTHONDONTWRITEBYTECODE
# Python's memory lies in huge pages (docs/decisions/0118-python-memory-in-huge-pages.md).
export PYTHONMALLOC := malloc
export GLIBC_TUNABLES := glibc.malloc.hugetlb=1

PORT ?= 6543
VAR ?= var
SEED ?= yes
CONFIG ?= config/development.ini
ARGS ?=
DATA := $(abspath $(VAR))
DEMO_DATA := $(abspath $(if $(filter var,$(VAR)),var-demo,$(VAR)))
DEMO_CONFIG := $(if $(filter config/development.ini,$(CONFIG)),config/demo.ini,$(CONFIG))
DEMO_PORT := $(if $(filter 6543,$(PORT)),6544,$(PORT))
CATALOGS := $(wildcard locales/*/LC_MESSAGES/*.po)
SOURCES := $(shell find src/hanoiportal -name '*.py' -o -name '*.pt')
EDITOR := src/hanoiportal/shells/desk/static/editor.js
# Debian's Chromium without windows, which costs a third; where it cannot be had, any does.
NEED_CHROMIUM := setup/need chromium-headless-shell 2>/dev/null || setup/need chromium
# Tests need the packages of node that are for tests besides; they are fetched at once with the others.
NODE_MODULES := node_modules/$(if $(filter .programs test accessibility,$(MAKECMDGOALS)),.made,.needed)
EDITOR_SOURCES := frontend/bundle.js $(wildcard frontend/editor/*.js frontend/uploads/*.js frontend/blocks/*.js frontend/ballot/*.js)

.PHONY: help build serve seed demo test check bench compliance reports similar hanging atonce harvest offering references crossposts spreading changes follow dumping redating royalties migration mutants scale visit soak kills anchors casekills deliverykills deliveryfaults cases secrecy flood dialogue lighthouse accessibility deadlines clauses docs pot clean

help: ## Explain the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-13s %s\n", $$1, $$2 }'

build: parts/.built parts/.catalogs parts/.compiled $(EDITOR) ## Fetch and set up everything that the portal itself needs

.venv/.made: versions.cfg setup/venv
	@echo "[1/3] Python environment in .venv …"
	@setup/venv
	@touch $@

parts/.built: .venv/.made buildout.cfg versions.cfg setup.cfg setup.py
	@echo "[2/3] Packages, in the versions of versions.cfg (a minute or two the first time) …"
	@setup/buildout
	@touch $@

parts/.catalogs: $(CATALOGS) | parts/.built
	@bin/pybabel --quiet compile --directory locales --domain hanoiportal
	@touch $@

parts/.compiled: $(SOURCES) setup/compile.py | parts/.built
	@echo "      Modules and templates are compiled …"
	@bin/py setup/compile.py
	@touch $@

node_modules/.needed: package-lock.json package.json | .venv/.made
	@setup/npm ci --ignore-scripts --silent --omit=dev
	@touch $@

node_modules/.made: package-lock.json package.json | .venv/.made
	@setup/npm ci --ignore-scripts --silent
	@touch node_modules/.needed $@

$(EDITOR): package-lock.json $(EDITOR_SOURCES) | $(NODE_MODULES)
	@setup/npm run --silent bundle

serve: build seed ## Serve the portal here; PORT=7001, VAR=<dir>, SEED=none, CONFIG=<ini>
	@echo "Serving $(DATA) $(if $(filter %production.ini,$(CONFIG)),at $(DATA)/portal.sock,on \
	http://127.0.0.1:$(PORT) and http://[::1]:$(PORT)) (Ctrl-C ends it) …"
	@umask 077; exec bin/pserve $(CONFIG) var=$(DATA) http_port=$(PORT) socket=$(DATA)/portal.sock

seed: build ## Fill an empty VAR with the portal of Hanoi; SEED=none: with its administrator only
	@umask 077; mkdir -p $(DATA)/filestorage $(DATA)/blobstorage
	@echo "[3/3] Seeding $(DATA) if it is empty …"
	@bin/portal --config $(CONFIG) --var $(DATA) seed --if-empty $(if $(filter none,$(SEED)),--bare)

demo: build ## Serve a trial portal full of made-up content from VAR=var-demo, with other systems beside it; PORT=7002
	@umask 077; mkdir -p $(DEMO_DATA)/filestorage $(DEMO_DATA)/blobstorage
	@echo "[3/3] Filling $(DEMO_DATA) if it is empty …"
	@umask 077; trap 'kill $$systems 2>/dev/null' EXIT; trap 'exit 130' INT TERM; \
		PYTHONPATH=tests bin/py -m servers.demonstration $(DEMO_DATA) $(DEMO_PORT) & systems=$$!; \
		bin/portal --config $(DEMO_CONFIG) --var $(DEMO_DATA) --port $(DEMO_PORT) demo $(ARGS) && \
		echo "Serving $(DEMO_DATA) on http://localhost:$(DEMO_PORT) (Ctrl-C ends it) …" && \
		bin/pserve $(DEMO_CONFIG) var=$(DEMO_DATA) http_port=$(DEMO_PORT) socket=$(DEMO_DATA)/portal.sock

test: ## Run every test; ARGS='-k word' for some of them
	@$(MAKE) --silent --jobs=3 .programs build node_modules/.made
	@PYTHONPATH=$$(bin/py -c 'import sys; print(":".join(sys.path))') \
		bin/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

# Found or installed while packages of Python and node are fetched.
.programs: .venv/.made
	@$(NEED_CHROMIUM)
	@setup/need chromium postgresql java pango espeak-ng lame nginx openssl curl jq clamd systemd-analyze

check: build ## Lint; check the types; compile every template; check the catalogs and the set-up
	@.venv/bin/ruff check
	@bin/mypy
	@bin/pytest --quiet tests/check tests/test_architecture.py

bench: build ## Measure against a bare page (needs wrk)
	@setup/need wrk
	@bin/bench $(ARGS)

kills: build ## Kill servers at random instants; ARGS='server|zeo|postgres 1000'
	@setup/need postgresql
	@bin/py tests/servers/kills.py $(ARGS)

casekills: build ## Kill what takes cases at random instants; ARGS='500 1'
	@bin/py tests/servers/casekills.py $(ARGS)

deliverykills: build ## Kill what delivers and what receives at random instants; ARGS='300 1'
	@bin/py tests/servers/deliverykills.py $(ARGS)

deliveryfaults: build ## Let random faults befall deliveries; each must arrive or be a dead letter
	@WHOLE=1 bin/pytest -q tests/functional/integration/test_delivery_faults.py

mutants: build ## Plant faults in modules of guards; 90 % must fail a test; ARGS='review.guards pagecache.pages'
	@PYTHONPATH=setup bin/py -m mutation $(ARGS)

anchors: build ## Carry 10,000 comments over adversarial redrafts of drafts; none may stand wrongly
	ANCHOR_SEEDS=10 PYTHONPATH=$$(bin/py -c 'import sys; print(":".join(sys.path))') bin/pytest -q tests/unit/participation/consultations/test_anchoring.py

secrecy: build ## Hold elections by secret ballot and let an attacker with all files and keys try to name the ballots; ARGS='1000 20'
	@PYTHONPATH=.:tests bin/py -m benchmarks.ballots $(ARGS)

dialogue: build ## Let 500 people watch a live dialogue, 60 questions a second come in, a batch be approved every 5 s; ARGS='--seconds 20'
	@PYTHONPATH=.:tests bin/py -m benchmarks.dialogue -- $(ARGS)

flood: build ## Let 50 networks send 10,000 forms within a minute; says what readers and honest senders notice; ARGS='--seconds 10 --forms 1000'
	@PYTHONPATH=.:tests bin/py -m benchmarks.flood -- $(ARGS)

cases: build ## Receive cases, and list 205,000 of one site; says how long it takes
	@PYTHONPATH=.:tests bin/py -m benchmarks.cases

scale: build ## Make a portal of ITEMS=1000000 items in VAR=var-scale, or what is missing; measure it
	@bin/scale $(or $(ITEMS),1000000) --var $(if $(filter var,$(VAR)),var-scale,$(VAR)) $(ARGS)

compliance: build ## Find the windows and duties that 150 sites missed in a year, planted at random; says how long it takes
	@PYTHONPATH=.:tests bin/py -m benchmarks.compliance

reports: build ## Count a report of the city over a year of 1,000,000 events; says how long it takes
	@PYTHONPATH=.:tests bin/py -m benchmarks.reports

similar: build ## Ask for similar answers among ITEMS=100000; says how long it takes and how many of 200 are found
	@PYTHONPATH=.:tests bin/py -m benchmarks.scale.similar $(or $(ITEMS),100000)

changes: build ## Read pages of 500 changes out of 1,000,000 rows; says how long it takes
	@PYTHONPATH=.:tests bin/py -m benchmarks.changes

follow: build ## Follow the changes of a portal and be killed more than 300 times; STORIES=150
	EXACT=$(or $(STORIES),150) PYTHONPATH=$$(bin/py -c 'import sys; print(":".join(sys.path))') bin/pytest -q tests/functional/integration/test_changes_followed.py -k killed

hanging: build ## Publish with and without ten connections whose systems hang; says how much more CPU and time (2: a busy machine proves nothing)
	@PYTHONPATH=.:tests bin/py -m benchmarks.hanging

atonce: build ## Let eight processes publish at once, with the stream of changes and without; says what conflicts; ITEMS=10 each a round
	@PYTHONPATH=.:tests ITEMS=$(or $(ITEMS),10) bin/py -m benchmarks.atonce

offering: build ## Offer an item to all sites, whose standing rules accept it; says what the transaction takes and writes
	@PYTHONPATH=.:tests bin/py -m benchmarks.offering

references: build ## Ask for the page of a reference, of its source and of an item; says what each costs
	@PYTHONPATH=.:tests bin/py -m benchmarks.references

crossposts: build ## Tell STORIES=1000 stories of items on five sites, or go on until REFERENCES=100000, at most HOURS=8; every page says what its board approved
	@STORIES=$(STORIES) REFERENCES=$(REFERENCES) HOURS=$(HOURS) PYTHONPATH=$$(bin/py -c 'import sys; print(":".join(sys.path))'):. bin/py -m benchmarks.crossposts

spreading: build ## Offer an item to all sites, recall it, raise an emergency notice; says when two processes and the twin show it
	@PYTHONPATH=.:tests bin/py -m benchmarks.spreading

dumping: build ## Make the dump of a portal of ITEMS=200000; says what it takes of time and memory
	@PYTHONPATH=.:tests ITEMS=$(or $(ITEMS),200000) bin/py -m benchmarks.dumping

harvest: build parts/ckan/.made ## Let the harvester of CKAN read the catalogue of the city (fetches CKAN once, into parts/ckan)
	@PYTHONPATH=.:tests bin/py -m benchmarks.harvest

parts/ckan/.made: tests/support/ckan.txt
	@.venv/bin/python -m venv parts/ckan
	@parts/ckan/bin/pip install --quiet --no-deps --requirement $<
	@touch $@

redating: build ## Enter a day off while DUTIES=20000 deadlines are open; says how long it takes to move them
	@PYTHONPATH=.:tests DUTIES=$(or $(DUTIES),20000) bin/py -m benchmarks.redating

royalties: build ## Count the royalties of WORKS=100000 made-up works over changes of the law, twice: sums and parts add up
	@PYTHONPATH=.:tests WORKS=$(or $(WORKS),100000) bin/py -m benchmarks.royalties

migration: build ## Bring in a Plone export of ITEMS=20000 things, FILES=5000 of them files, twice; fails below 100 texts and 15 files for a second of a processor
	@PYTHONPATH=.:tests ITEMS=$(or $(ITEMS),20000) FILES=$(or $(FILES),5000) bin/py -m benchmarks.migration

visit: build ## Many visitors of the portal that `make scale` made in VAR=var-scale; ARGS='--rate 100'
	@PYTHONPATH=.:tests bin/py -m benchmarks.scale.visiting $(if $(filter var,$(VAR)),var-scale,$(VAR)) $(ARGS)

soak: build ## Fifty editors at once, five minutes; ARGS='EDITORS SECONDS postgres|zeo'
	@setup/need postgresql
	@bin/py tests/servers/soak.py $(ARGS)

lighthouse: build benchmarks/lighthouse/node_modules/.made ## Measure pages of the demonstration with Lighthouse, as on a phone; ARGS='seo' for one score
	@setup/need chromium
	@PYTHONPATH=.:tests:$$(bin/py -c 'import sys; print(":".join(sys.path))') \
		.venv/bin/python -m benchmarks.lighthouse.measure $(ARGS)

benchmarks/lighthouse/node_modules/.made: benchmarks/lighthouse/package-lock.json | build
	@setup/npm --prefix benchmarks/lighthouse ci --ignore-scripts --silent
	@touch $@

accessibility: build node_modules/.made ## Walk the public pages and every screen of the demonstration and of the tests with axe; write what the statement says (WALKED=FILE: go on from there)
	@$(NEED_CHROMIUM)
	@export PYTHONPATH=.:tests:$$(bin/py -c 'import sys; print(":".join(sys.path))'); \
		.venv/bin/python -m benchmarks.accessibility.measure && \
		WALKED="$(WALKED)" .venv/bin/python -m benchmarks.accessibility.demonstration && \
		WHOLE=1 bin/pytest --quiet tests/browser

.PHONY: fuzz audit sbom attack openapi schemathesis
audit: build ## Ask lists of known weaknesses about every package (needs the network)
	@setup/audit audit $(ARGS)

sbom: build ## Write the bill of materials, parts/sbom.json (CycloneDX)
	@setup/audit sbom

# AS is Make's own name of the assembler, unless somebody says otherwise.
attack: build ## Let wapiti attack a portal: URL=http://127.0.0.1:6543/ (not the one in service), or AS=editor|head|administrator
	@setup/audit attack "$(URL)" "$(if $(filter command,$(origin AS)),$(AS))" $(ARGS)

fuzz: build ## Send odd requests to every view and form; REQUESTS=100000 (hours), FIRST_SEED=1
	@REQUESTS=$(or $(REQUESTS),10000) FIRST_SEED=$(or $(FIRST_SEED),4263) bin/pytest -q -o faulthandler_timeout=0 -o log_cli=true --log-cli-level=WARNING tests/matrix/test_fuzz.py

openapi: build ## Write the description of the API into docs/develop/api/, as it is released
	@PYTHONPATH=$$(bin/py -c 'import sys; print(":".join(sys.path))') RELEASE=1 \
		bin/pytest -q tests/functional/shells/api/test_stability.py

schemathesis: build ## Ask every endpoint of the API what its description allows and forbids; EXAMPLES=10000, SEED=1
	@PYTHONPATH=$$(bin/py -c 'import sys; print(":".join(sys.path))') EXAMPLES=$(or $(EXAMPLES),10000) \
		SEED=$(or $(SEED),1) bin/pytest -q -o faulthandler_timeout=0 tests/functional/shells/api/test_schemathesis.py

deadlines: build ## Try what holds of every deadline, fold and re-dating on CASES=20000 of each of eight properties
	@PYTHONPATH=$$(bin/py -c 'import sys; print(":".join(sys.path))') CASES=$(or $(CASES),20000) \
		bin/pytest -q -o faulthandler_timeout=0 tests/unit/base/deadlines/test_properties.py \
		tests/unit/platform/duties/test_folding.py tests/unit/platform/duties/test_redating.py

clauses: build ## List the demands of the regulation: proved by tests, half, or absent
	@bin/pytest --clauses

docs: build ## Check the documentation: its links, examples, references, completeness and style
	@bin/pytest --quiet tests/check/test_docs.py tests/check/test_complete_docs.py \
		tests/check/test_references.py tests/check/test_prose.py

pot: build ## Collect the texts of the source into locales/, keeping the translations
	@bin/py setup/catalogs.py

clean: ## Remove what was built; the data in var/ stays
	rm -rf .venv .installed.cfg bin develop-eggs eggs parts node_modules benchmarks/lighthouse/node_modules src/*.egg-info
	rm -rf .pytest_cache .ruff_cache .mypy_cache .hypothesis locales/*/LC_MESSAGES/*.mo
	rm -f $(EDITOR) $(EDITOR).gz $(dir $(EDITOR))editor.licences.txt $(dir $(EDITOR))uploads.js* $(dir $(EDITOR))blocks.js*
	rm -f src/hanoiportal/shells/public/static/ballot.js src/hanoiportal/shells/public/static/ballot.licences.txt
