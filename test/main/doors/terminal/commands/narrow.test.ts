import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { visibleWidth } from '../../../../../src/main/doors/terminal/wrap.ts'
import type { RunList } from '../../../../../src/shared/run-list.ts'
import { runHere } from '../../../../helpers/run-here.ts'
import { placeFixtureStore } from '../../../../helpers/version-fixture.ts'

let data = ''
let benchmarks: readonly string[] = []
let [solve, attempt] = ['', '']
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'tandem-narrow-'))
  placeFixtureStore('0.1.0', data)
  await runHere(data, ['runs'])
  const { runs } = JSON.parse((await runHere(data, ['runs', '--json'])).stdout) as RunList
  solve = runs.find(({ kind }) => kind === 'solve')!.id
  const { stdout } = await runHere(data, ['show', solve, '--json'])
  const { attempts } = JSON.parse(stdout) as { attempts: readonly { attempt: number }[] }
  attempt = String(attempts[0]!.attempt)
  benchmarks = runs.filter(({ kind }) => kind === 'benchmark').map(({ id }) => id)
})
afterAll(() => rmSync(data, { recursive: true }))

/** What a command prints in a terminal of so many columns. */
async function shown(columns: number, words: readonly string[]): Promise<string[]> {
  const before = Object.getOwnPropertyDescriptors(process.stdout)
  Object.defineProperties(process.stdout, {
    isTTY: { value: true, configurable: true },
    columns: { value: columns, configurable: true },
    hasColors: { value: () => false, configurable: true }
  })
  try {
    const { code, stdout } = await runHere(data, words)
    expect(code).toBe(0)
    return stdout.split('\n')
  } finally {
    for (const name of ['isTTY', 'columns', 'hasColors'] as const) {
      if (before[name]) Object.defineProperty(process.stdout, name, before[name])
      else delete (process.stdout as Partial<NodeJS.WriteStream>)[name]
    }
  }
}

const COMMANDS: readonly (readonly [string, () => readonly string[]])[] = [
  ['runs', () => ['runs']],
  ['leaderboard', () => ['leaderboard']],
  ['compare of two', () => ['compare', ...benchmarks.slice(0, 2)]],
  ['compare of five', () => ['compare', ...benchmarks.slice(0, 5)]],
  ['report', () => ['report', benchmarks[0]!]],
  ['show', () => ['show', benchmarks[0]!]],
  ['show --what-if', () => ['show', benchmarks[0]!, '--what-if', '0.5']],
  ['show --timeline', () => ['show', solve, '--timeline']],
  ['show of one attempt', () => ['show', solve, '--attempt', attempt]],
  ['runs --search', () => ['runs', '--search', 'how many']],
  ['regrade', () => ['regrade', benchmarks[0]!]],
  ['models list', () => ['models', 'list']],
  ['help', () => ['solve', '--help']]
]

it.each(COMMANDS)('%s keeps within 60 columns, and within 80', async (_, words) => {
  for (const columns of [60, 80]) {
    const lines = await shown(columns, words())
    expect(lines.length).toBeGreaterThan(1)
    // A path is there to be copied.
    const broken = lines.filter((line) => visibleWidth(line) > columns && /\s/.test(line.trim()))
    expect(broken).toEqual([])
  }
})

it('names an attempt that is no number as such', async () => {
  const { code, stderr } = await runHere(data, ['show', benchmarks[0]!, '--attempt', 'first'])
  expect([code, stderr]).toEqual([2, '"first" is not a number from 0 to 9007199254740991.\n'])
})
