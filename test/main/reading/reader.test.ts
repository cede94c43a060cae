import { describe, expect, it, onTestFinished } from 'vitest'
import { RunReader } from '../../../src/main/reading/reader.ts'
import { readings } from '../../../src/main/reading/readings.ts'
import { UserError } from '../../../src/main/user-error.ts'
import { fillStore } from '../../helpers/fill-store.ts'
import { temporaryStore } from '../../helpers/run-setup.ts'

/** Two runs of 40 attempts each. */
function filled() {
  const { database, path } = temporaryStore()
  fillStore(database, 1440, 10)
  const reader = new RunReader(path)
  onTestFinished(() => reader.close())
  return { database, reader }
}

const RUN = { run: 'run-0000' }
const BOTH = { a: 'run-0000', b: 'run-0001' }
const METHODS = { methodA: 'ssr', methodB: 'baseline' } as const
const EXPORT = { ...RUN, format: 'json', now: 1 } as const

describe('a run that is read in a thread of its own', () => {
  it('has the figures that it has in any thread', async () => {
    const { database, reader } = filled()
    const detail = await reader.read('detail', RUN)
    expect(detail.grid.length).toBe(40)
    expect(detail).toEqual(readings.detail(database, RUN))
    expect(await reader.read('charts', RUN)).toEqual(readings.charts(database, RUN))
    expect(await reader.read('comparison', BOTH)).toEqual(readings.comparison(database, BOTH))
    const pairs = { ...BOTH, ...METHODS }
    expect(await reader.read('pairs', pairs)).toEqual(readings.pairs(database, pairs))
    expect(await reader.read('export', EXPORT)).toBe(readings.export(database, EXPORT))
  })

  it('is read as it is now', async () => {
    const { database, reader } = filled()
    const before = await reader.read('detail', RUN)
    database.exec(`UPDATE attempts SET verdict = 'wrong' WHERE run_key = 1 AND method = 'ssr'`)
    const after = await reader.read('detail', RUN)
    expect(before.report.methods.ssr!.correct).toBeGreaterThan(0)
    expect(after.report.methods.ssr!.correct).toBe(0)
  })

  it('is refused in words for people, and the next one is read', async () => {
    const { reader } = filled()
    const refused = reader.read('charts', { run: 'nowhere' })
    const read = reader.read('charts', RUN)
    await expect(refused).rejects.toThrow(UserError)
    await expect(refused).rejects.toMatchObject({
      message: 'There is no run "nowhere".',
      hint: 'See them with: tandem runs'
    })
    expect((await read).acceptance).toEqual([])
  })

  it('is given up when the program is closed', async () => {
    const { reader } = filled()
    const read = reader.read('detail', RUN)
    await Promise.all([expect(read).rejects.toThrow('being closed'), reader.close()])
  })
})
