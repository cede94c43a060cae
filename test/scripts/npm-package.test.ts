import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

it('packs the command, its build and its data, and nothing that it does not need', () => {
  const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore']
  })
  const [{ files }] = JSON.parse(listed) as [{ files: { path: string }[] }]
  const paths = files.map(({ path }) => path)
  expect(paths).toEqual(
    expect.arrayContaining(['bin/tandem.js', 'package.json', 'resources/models/pair.json'])
  )
  const folders = new Set(
    paths.filter((path) => path.includes('/')).map((path) => path.split('/')[0])
  )
  folders.delete('out')
  expect([...folders].sort()).toEqual(['bin', 'resources'])
})
