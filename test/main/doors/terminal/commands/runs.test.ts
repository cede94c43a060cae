import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runHere } from '../../../../helpers/run-here.ts'
import { placeFixtureStore } from '../../../../helpers/version-fixture.ts'

let data = ''
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'tandem-runs-'))
  placeFixtureStore('0.1.0', data)
  // Its format is updated once, which is told.
  await runHere(data, ['runs'])
})
afterAll(() => rmSync(data, { recursive: true }))

async function printed(...words: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await runHere(data, words)
  expect([code, stderr]).toEqual([0, ''])
  return stdout.split('\n')
}

it('tells the problem of a solve, and the set of a benchmark', async () => {
  const lines = await printed('runs')
  expect(lines.filter((line) => line.includes('Which colour has the sky?'))).toHaveLength(1)
  expect(lines.filter((line) => / {2}School {2}/.test(line)).length).toBeGreaterThan(5)
})

it('tells the text of each problem before its attempts, within 80 columns', async () => {
  const { stdout } = await runHere(data, ['runs', '--json'])
  const { runs } = JSON.parse(stdout) as { runs: { id: string; kind: string; status: string }[] }
  const solve = runs.find(({ kind }) => kind === 'solve')!
  const interrupted = runs.find(({ status }) => status === 'interrupted')!
  expect((await printed('show', solve.id)).join('\n')).toContain('Which colour has the sky?')

  const shown = await runHere(data, ['show', interrupted.id, '--json'])
  const { attempts } = JSON.parse(shown.stdout) as { attempts: { problem: string; text: string }[] }
  expect(new Set(attempts.map(({ problem }) => problem)).size).toBe(2)
  const lines = await printed('show', interrupted.id)
  for (const { problem, text } of attempts) {
    const at = lines.findIndex((line) => line.startsWith(text.slice(0, 60)))
    expect(lines[at + 1], text).toContain(problem)
    expect(lines[at]!.length).toBeLessThanOrEqual(80)
  }
})

it.each([
  ['asked for', '20261128-0244-c957b9', / 693 \(forced\) +wrong /],
  ['tied', '20261128-0244-6b58af', / 2968 \(tie\) +wrong /]
])('marks an answer that was %s where it lists it', async (_, run, line) => {
  expect(await printed('show', run)).toContainEqual(expect.stringMatching(line))
})

/** The attempts of a run as JSON. */
async function attemptsOf(run: string, ...flags: string[]) {
  const { stdout } = await runHere(data, ['show', run, '--json', ...flags])
  return (JSON.parse(stdout) as { attempts: { attempt: number; answer: string | null }[] }).attempts
}

it('opens an attempt as whole as it was printed when it was made', async () => {
  const run = '20261128-0244-6b58af'
  const tied = (await attemptsOf(run)).find(({ answer }) => answer === '2968')!
  const lines = await printed('show', run, '--attempt', String(tied.attempt))
  for (const part of [
    /^Attempt \d+: \S+ by ssr/,
    /^Vote: 2968 \(path 1\) .+ tie: the first path wins$/,
    /^Answer: 2968 \(.+\)$/,
    /^Wrong\. The known answer is \S+\.$/,
    /^1 of 3 paths agree( · evidence [\d.]+)? · time 4\.1× ?, compute 4\.5× against the large model alone$/,
    /^Cost against the (measured|estimated) baseline: gamma /,
    /^ {2}target .+ tokens decoded, .+ read: /
  ]) {
    expect(lines).toContainEqual(expect.stringMatching(part))
  }
})

it('lists only the attempts that ended as is asked, and says what that means', async () => {
  const run = '20261128-0244-6b58af'
  const all = await attemptsOf(run)
  const tied = await attemptsOf(run, '--outcome', 'tie')
  expect(tied.map(({ answer }) => answer)).toContain('2968')
  expect(tied.length).toBeLessThan(all.length)
  const lines = await printed('show', run, '--outcome', 'tie')
  expect(lines).toContain(
    `Only "tie" (another answer had as much weight): ${tied.length} of ${all.length} attempts.`
  )
  const listed = lines.filter((line) => /^\d+ {2,}/.test(line)).map((line) => parseInt(line))
  expect(listed).toEqual(tied.map(({ attempt }) => attempt))
})

it('gives a run a star, lists those that have one, and takes it away', async () => {
  const run = '20261128-0244-6b58af'
  const starred = async () => {
    const { stdout } = await runHere(data, ['runs', '--starred', '--json'])
    return (JSON.parse(stdout) as { runs: { id: string }[] }).runs.map(({ id }) => id)
  }
  const before = await starred()
  expect(before).not.toContain(run)
  expect(await printed('star', run)).toEqual([`${run} ★`, ''])
  expect(await starred()).toEqual(expect.arrayContaining([run, ...before]))
  expect((await printed('runs')).join('\n')).toContain(`${run} ★`)
  expect((await printed('show', run))[0]).toContain(`${run} ★`)
  await printed('star', run, '--remove')
  expect(await starred()).toEqual(before)
})

it('opens the one attempt of a solve without its number, and asks for it where there are several', async () => {
  const { stdout } = await runHere(data, ['runs', '--json'])
  const { runs } = JSON.parse(stdout) as { runs: { id: string; kind: string }[] }
  const solve = runs.find(({ kind }) => kind === 'solve')!
  expect((await printed('show', solve.id, '--timeline'))[0]).toMatch(/^Attempt \d+ by /)
  const benchmark = '20261128-0244-6b58af'
  const { code, stderr } = await runHere(data, ['show', benchmark, '--confidence'])
  expect(code).toBe(2)
  expect(stderr).toContain('Say with --attempt which attempt')
  const { code: both } = await runHere(data, ['show', solve.id, '--confidence', '--timeline'])
  expect(both).toBe(2)
})
