import { appendFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { importRunFile } from '../../../src/main/actions/import-run.ts'
import { unpackRun } from '../../../src/main/export/unpack-run.ts'
import { exportNamed } from '../../../src/main/export/export-run.ts'
import { ImportStopped } from '../../../src/main/problem-sets/reading-process.ts'
import { openForReading } from '../../../src/main/store/database.ts'
import { allAttempts } from '../../../src/main/store/tables/attempts.ts'
import { findRun } from '../../../src/main/store/tables/runs.ts'
import { checkIntegrity } from '../../../src/main/store/maintenance.ts'
import { UserError } from '../../../src/main/user-error.ts'
import { HOSTILE_RUNS, POLLUTION, soundRun } from '../../helpers/hostile-imports/runs.ts'
import { runSetup, temporaryFolder } from '../../helpers/run-setup.ts'

const untold = { onRun: () => Promise.resolve(), onProgress: () => {} }

afterEach(() => {
  vi.unstubAllEnvs()
})

/** What is left in the folder of temporary files. */
function leftovers(): string[] {
  return readdirSync(process.env.TMPDIR!).filter((name) => /^tandem-(import|piped)-/.test(name))
}

describe('a hostile run', () => {
  it.each(HOSTILE_RUNS.filter(({ slow }) => slow !== true))(
    'is refused in a sentence, or does no harm: $name',
    async ({ put, refused }) => {
      const folder = temporaryFolder()
      const path = join(folder, 'run.json')
      await put(path)
      const store = join(folder, 'unpacked.db')
      const error: unknown = await unpackRun(path, store, untold).catch((reason: unknown) => reason)
      if (refused !== null || error !== undefined) {
        expect(error).toBeInstanceOf(UserError)
        const { message } = error as UserError
        expect(message).toMatch(refused ?? /./)
        expect(message.length).toBeLessThan(1500)
        expect(message).not.toMatch(/\n\s+at /)
      } else {
        const database = openForReading(store)
        expect(checkIntegrity(database)).toEqual([])
        expect([...exportNamed(database, 'elsewhere', 'json', { now: 0 })].join('')).toContain(
          '"run_id":"elsewhere"'
        )
        database.close()
      }
      expect(({} as Record<string, unknown>)[POLLUTION]).toBeUndefined()
    }
  )

  it('that changes while it is read is refused', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'run.json')
    writeFileSync(path, JSON.stringify(soundRun()))
    const onRun = () => {
      appendFileSync(path, '\n')
      return Promise.resolve()
    }
    await expect(unpackRun(path, join(folder, 'store.db'), { ...untold, onRun })).rejects.toThrow(
      'was changed while it was read'
    )
  })
})

describe('an exported run, read by a process of its own', () => {
  it('comes whole, packed or not, tells how far it is, and leaves nothing behind', async () => {
    vi.stubEnv('TMPDIR', temporaryFolder())
    const services = runSetup()
    const file = join(services.folder, 'run.json.gz')
    const run = soundRun()
    // Their keys grow with time, however they lie in the file.
    run.samples.reverse()
    writeFileSync(file, gzipSync(JSON.stringify(run)))
    const changed = vi.fn()
    services.live.on('changed', changed)
    const shares: number[] = []
    const onProgress = ({ share }: { readonly share: number }) => shares.push(share)
    expect(await importRunFile(services, file, { onProgress })).toBe('elsewhere')
    expect(changed).toHaveBeenCalledWith('elsewhere')
    expect(shares.length).toBeGreaterThan(0)
    const { database } = services
    const attempts = allAttempts(database, findRun(database, 'elsewhere')!.key)
    expect(attempts.map(({ method }) => method)).toEqual(
      run.samples.map(({ metadata }) => metadata.method).reverse()
    )
    expect(checkIntegrity(database)).toEqual([])
    expect(leftovers()).toEqual([])
    await expect(importRunFile(services, file)).rejects.toThrow('is in the store already')
    expect(leftovers()).toEqual([])
  })

  it('is left when a person stops it, and nothing of it is kept', async () => {
    vi.stubEnv('TMPDIR', temporaryFolder())
    const services = runSetup()
    const file = join(services.folder, 'run.json')
    const { samples, ...rest } = soundRun()
    const many = Array.from({ length: 2000 }, (_, repeat) => ({
      ...samples[0]!,
      metadata: { ...samples[0]!.metadata, repeat }
    }))
    writeFileSync(file, JSON.stringify({ ...rest, samples: many }))
    const stop = new AbortController()
    const importing = importRunFile(services, file, {
      signal: stop.signal,
      onProgress: () => stop.abort()
    })
    await expect(importing).rejects.toThrow(ImportStopped)
    expect(services.database.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(0)
    expect(leftovers()).toEqual([])
  })
})
