import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { DownloadJobs } from '../../../src/main/doors/rpc/download-jobs.ts'
import { createDownloads } from '../../../src/main/models/download/downloads.ts'
import { createInspector } from '../../../src/main/models/inspector.ts'
import { createLibrary } from '../../../src/main/models/library.ts'
import { jsonRecords } from '../../../src/main/models/records.ts'
import { writeRandomModel } from '../../helpers/random-gguf.ts'
import { sendFile, serve } from '../models/download/file-server.ts'

/** A hub with one repository of two quantisations, and the downloads of a program that uses it. */
async function setUp() {
  const home = mkdtempSync(join(tmpdir(), 'tandem-jobs-'))
  writeRandomModel(join(home, 'source.gguf'), { name: 'Fetched' })
  const content = readFileSync(join(home, 'source.gguf'))
  const hub = await serve((request, response) => {
    if (request.url === '/api/models/maker/small-GGUF') {
      const siblings = ['small-Q4_K_M.gguf', 'small-Q8_0.gguf'].map((rfilename) => ({ rfilename }))
      response.end(JSON.stringify({ siblings }))
    } else if (request.url?.endsWith('.gguf')) sendFile(request, response, content)
    else response.writeHead(404).end()
  })
  const real = createInspector()
  const folder = join(home, 'models')
  const library = createLibrary({
    records: jsonRecords(join(home, 'library.json')),
    inspector: { ...real, open: (path) => real.read(path) },
    places: [],
    folder,
    bundled: join(home, 'none')
  })
  const secrets = { get: () => null, set: () => undefined }
  const downloads = createDownloads({ library, folder, secrets, hub: hub.url })
  const jobs = new DownloadJobs(() => downloads)
  onTestFinished(async () => {
    await jobs.close()
    real.close()
    await hub.close()
    rmSync(home, { recursive: true })
  })
  return { jobs, hub, library }
}

test('the page fetches by repository and quantisation, under the name of the file', async () => {
  const { jobs, hub, library } = await setUp()
  const begun = await jobs.start('maker/small-GGUF:Q8_0', null)
  expect(begun).toMatchObject({
    id: 'small-Q8_0.gguf',
    address: 'hf:maker/small-GGUF/small-Q8_0.gguf'
  })
  await vi.waitFor(() => expect(jobs.list()[0]?.state).toBe('done'), {
    timeout: 30_000
  })
  expect(hub.requests.map(({ url }) => basename(url ?? ''))).toContain('small-Q8_0.gguf')
  expect(library.list().map(({ name }) => name)).toEqual(['Fetched'])
})

test('what the hub does not have is refused and begins nothing', async () => {
  const { jobs } = await setUp()
  await expect(jobs.start('maker/small-GGUF:Q2_K', null)).rejects.toThrow('has no Q2_K. It has:')
  await expect(jobs.start('maker/nothing:Q4_K_M', null)).rejects.toThrow(
    'There is no maker/nothing'
  )
  expect(jobs.list()).toEqual([])
})

test('a program that closes asks nobody any more', async () => {
  const { jobs } = await setUp()
  await jobs.close()
  await expect(jobs.start('maker/small-GGUF:Q8_0', null)).rejects.toThrow()
  expect(jobs.list()).toEqual([])
})
