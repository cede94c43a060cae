import { expect, test, vi } from 'vitest'
import { LONG_MS, RunEnds } from '../../../src/renderer/features/shell/run-ends.ts'
import type { RunEntry } from '../../../src/shared/contract/runs.ts'

const job = (run: string) => ({ run, kind: 'benchmark', by: 'page', progress: null }) as const

/** Looks at the jobs at given moments; returns the runs that were told of. */
async function toldOf(
  looks: readonly { at: number; jobs: readonly string[] }[],
  status: RunEntry['status'] = 'finished'
): Promise<string[]> {
  let now = 0
  const tell = vi.fn<(run: RunEntry) => void>()
  const read = (id: string) => Promise.resolve({ id, status } as RunEntry)
  const ends = new RunEnds({ now: () => now, read, tell })
  for (const { at, jobs } of looks) {
    now = at
    ends.look(jobs.map(job))
  }
  await Promise.resolve()
  return tell.mock.calls.map(([{ id }]) => id)
}

test('tells of a long run that has ended, once', async () => {
  const looks = [
    { at: 0, jobs: ['a'] },
    { at: 5000, jobs: ['a', 'b'] },
    { at: LONG_MS, jobs: ['b'] },
    { at: LONG_MS + 1, jobs: ['b'] }
  ]
  expect(await toldOf(looks)).toEqual(['a'])
  expect(await toldOf(looks, 'failed')).toEqual(['a'])
})

test('says nothing of a short run, nor of one that somebody stopped', async () => {
  expect(
    await toldOf([
      { at: 0, jobs: ['a'] },
      { at: LONG_MS - 1, jobs: [] }
    ])
  ).toEqual([])
  expect(
    await toldOf(
      [
        { at: 0, jobs: ['a'] },
        { at: LONG_MS, jobs: [] }
      ],
      'stopped'
    )
  ).toEqual([])
})
