// Makes desk/static/editor.js from frontend/editor/, uploads.js from frontend/uploads/ and blocks.js
// from frontend/blocks/, the same compressed, and beside them the licences of all that is in the
// first; the others are ours alone.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const OUT = 'src/hanoiportal/shells/desk/static'
const NOTICE = '/* With software of others: their licences are in editor.licences.txt beside this file. */'

const { metafile } = await build({
  entryPoints: { editor: 'frontend/editor/index.js', uploads: 'frontend/uploads/index.js', blocks: 'frontend/blocks/index.js' },
  outdir: OUT,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
})

// Only what has bytes in the bundle: what was shaken out is not passed on.
const made = metafile.outputs[`${OUT}/editor.js`]
const folders = Object.entries(made.inputs)
  .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
  .map(([file]) => file.match(/^(node_modules\/(?:@[^/]+\/)?[^/]+)\//)?.[1])
  .filter(Boolean)

function licence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  if (!file) throw new Error(`${name} has no file with its licence`)
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
}

const texts = [...new Set(folders)].sort().map(licence)
writeFileSync(join(OUT, 'editor.licences.txt'), texts.join(`\n${'-'.repeat(72)}\n\n`))

const editor = join(OUT, 'editor.js')
writeFileSync(editor, `${NOTICE}\n${readFileSync(editor, 'utf8')}`)
for (const name of ['editor.js', 'uploads.js', 'blocks.js']) {
  writeFileSync(join(OUT, `${name}.gz`), gzipSync(readFileSync(join(OUT, name)), { level: 9 }))
}
