// Makes desk/static/editor.js from frontend/editor/, uploads.js from frontend/uploads/ and blocks.js
// from frontend/blocks/, the same compressed, and public/static/ballot.js from frontend/ballot/.
// Beside editor.js and ballot.js are the licences of all that is in them; the others are ours alone.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const OUT = 'src/hanoiportal/shells/desk/static', PUBLIC = 'src/hanoiportal/shells/public/static'

const OPTIONS = {
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
}

const { metafile } = await build({
  ...OPTIONS,
  entryPoints: { editor: 'frontend/editor/index.js', uploads: 'frontend/uploads/index.js', blocks: 'frontend/blocks/index.js' },
  outdir: OUT,
})
const ballot = await build({
  ...OPTIONS, format: 'iife', entryPoints: { ballot: 'frontend/ballot/index.js' }, outdir: PUBLIC })

// Only what has bytes in the bundle: what was shaken out is not passed on.
function folders(made) {
  return Object.entries(made.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file.match(/^(node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1])
    .filter(Boolean)
}

function licence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  if (!file) throw new Error(`${name} has no file with its licence`)
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
}

// ``more``: folders of what is in the bundle as a copy inside another package.
function noted(out, name, { outputs }, more = []) {
  const file = join(out, `${name}.js`)
  const texts = [...new Set([...folders(outputs[file]), ...more])].sort().map(licence)
  writeFileSync(join(out, `${name}.licences.txt`), texts.join(`\n${'-'.repeat(72)}\n\n`))
  writeFileSync(file, `/* With software of others: their licences are in ${name}.licences.txt beside this file. */\n${readFileSync(file, 'utf8')}`)
}

noted(PUBLIC, 'ballot', ballot.metafile, ['node_modules/sjcl'])
noted(OUT, 'editor', metafile)
for (const name of ['editor.js', 'uploads.js', 'blocks.js']) {
  writeFileSync(join(OUT, `${name}.gz`), gzipSync(readFileSync(join(OUT, name)), { level: 9 }))
}
