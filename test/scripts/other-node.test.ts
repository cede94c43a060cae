import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../helpers/run-setup.ts'

const BIN = resolve(import.meta.dirname, '../../bin')

/** What the command says under an older Node, in a folder with these files. */
function saidUnderNode20(files: readonly string[]): string {
  const folder = temporaryFolder()
  for (const file of ['bin/tandem.js', 'bin/node-needed.js', ...files]) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    if (file.startsWith('bin/')) copyFileSync(resolve(BIN, '..', file), join(folder, file))
    else writeFileSync(join(folder, file), '')
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  const older = join(folder, 'older.mjs')
  const versions = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.1.0', napi: '9' } })`
  writeFileSync(older, versions)
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--import', older, join(folder, 'bin/tandem.js'), 'runs'],
    { encoding: 'utf8' }
  )
  expect(status).toBe(2)
  expect(stderr).toMatch(/^tandem needs Node 24 or newer, and this is Node 20\.1\.0\./)
  return stderr
}

describe('under an older Node', () => {
  it('a checkout says what fetches its own', () => {
    expect(saidUnderNode20(['src/main/cli.ts'])).toContain('run "npm ci"')
  })

  it('a checkout that was installed without scripts says how to run the one that is needed', () => {
    const said = saidUnderNode20(['src/main/cli.ts', 'node_modules/node/package.json'])
    expect(said).toContain('npm rebuild node --ignore-scripts=false')
  })

  it('the npm package says where to get one', () => {
    expect(saidUnderNode20([])).toContain('https://nodejs.org')
  })
})
