import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, it, onTestFinished, vi } from 'vitest'
import { seedRuns, sums } from '../../../../e2e/seed-runs.ts'
import { runHere } from '../../../../helpers/run-here.ts'

/** A run of two answers that nobody knows, reviewed by what somebody types. */
async function reviewed(typed: readonly string[]) {
  const data = mkdtempSync(join(tmpdir(), 'tandem-review-'))
  onTestFinished(() => rmSync(data, { recursive: true }))
  const [run] = await seedRuns(data, [{ problems: sums(2, { known: false }), methods: ['draft'] }])
  const stdin = vi.spyOn(process, 'stdin', 'get')
  stdin.mockReturnValue(Readable.from(typed.map((line) => `${line}\n`)) as typeof process.stdin)
  const { code, stdout } = await runHere(data, ['review', run!])
  stdin.mockRestore()
  expect(code).toBe(0)
  const shown = await runHere(data, ['show', run!, '--json'])
  const { attempts } = JSON.parse(shown.stdout) as { attempts: { verdict: string | null }[] }
  return { stdout, verdicts: attempts.map(({ verdict }) => verdict) }
}

it('judges line by line, and takes back the last judgement too', async () => {
  const { stdout, verdicts } = await reviewed(['1', '2', 'u', '3', ''])
  expect(verdicts).toEqual(['right', 'ungradable'])
  expect(stdout).toContain('That was the last one')
  expect(stdout).toContain('Judged: 2. Undecided: 0.')
})

it('has nothing to undo at the beginning, and ends where it is told to', async () => {
  const { stdout, verdicts } = await reviewed(['u', '1', 'u', 'u', 'what', 'q', '2'])
  expect(verdicts).toEqual([null, null])
  expect(stdout.match(/There is nothing to undo/g)).toHaveLength(2)
  expect(stdout).toContain('"what" means nothing here')
  expect(stdout).toContain('Judged: 0. Undecided: 2.')
})
