import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createInspector } from '../../src/main/models/inspector.ts'
import { estimateFit } from '../../src/core/memory/fit.ts'
import { CONTROLS } from '../helpers/hostile-gguf/controls.ts'
import { hostileCorpus } from '../helpers/hostile-gguf/corpus.ts'
import { writeRandomModel } from '../helpers/random-gguf.ts'

let folder: string
const inspector = createInspector()
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-trial-'))
})
afterAll(() => {
  inspector.close()
  rmSync(folder, { recursive: true })
})

/** What the gate lets pass, and only llama.cpp or an evaluation can tell; bench/hostile.ts opens the whole corpus. */
const TRIED = [
  ['tensor-missing', /missing tensor 'blk.1.ffn_up.weight'/],
  ['shape-mismatch', /wrong shape/],
  ['weights-nan', /no finite probabilities/],
  ['weights-infinite', /no finite probabilities/],
  ['template-endless', /chat template/],
  ['template-bloating', /chat template/],
  ['template-raises', /chat template fails/]
] as const
const corpus = new Map(hostileCorpus({ mutations: 0, seed: 1 }).map((file) => [file.name, file]))

test.each(TRIED)('refuses %s in its trial, with the cause', async (name, cause) => {
  const path = join(folder, `${name}.gguf`)
  writeFileSync(path, corpus.get(name)?.bytes() ?? '')
  const { refusal } = await inspector.open(path)
  expect(refusal?.sentence).toMatch(cause)
})

test.each(CONTROLS.filter(({ name }) => !name.startsWith('vocabulary')))(
  'opens a sound model: $name',
  async ({ write }) => {
    const { refusal, summary } = await inspector.open(write(folder))
    expect(refusal).toBeNull()
    expect(summary?.parameters).toBeGreaterThan(1000)
  }
)

test('estimates what llama.cpp would allocate: the cache grows with the paths', async () => {
  const [target, draft] = [join(folder, 'target.gguf'), join(folder, 'draft.gguf')]
  writeRandomModel(target, { layers: 4 })
  writeRandomModel(draft)
  const summaries = await Promise.all([inspector.read(target), inspector.read(draft)])
  const [ofTarget, ofDraft] = summaries.map(({ summary }) => summary)
  if (!ofTarget || !ofDraft) throw new Error('A sound model was refused')
  const fit = await estimateFit(
    { target: ofTarget, draft: ofDraft, paths: 4, context: 512, credit: { ram: 0, vram: 0 } },
    { inspector, freeMemory: () => process.availableMemory() }
  )
  // 4 layers, 2 key-value heads of 16, keys and values, 2 bytes each.
  expect(fit.target.cache).toBe(4 * 512 * 4 * 2 * 16 * 2 * 2)
  expect(fit.target.working).toBeGreaterThan(0)
  expect(fit.target.weights).toBeGreaterThan(100_000)
  expect(fit.outcome).toBe('fits')
})
