import { expect, onTestFinished, test } from 'vitest'
import { InferenceSession } from '../../src/inference/session.ts'
import { DEFAULT_SETTINGS } from '../../src/shared/engine-settings.ts'
import { createLlamaBackend } from '../../src/inference/backends/llama/backend.ts'
import { pairOfFiles } from '../helpers/pair-of-files.ts'
import { bundled, NEVER } from '../helpers/live-models.ts'
import { LIVE_OPTIONS } from '../helpers/live-options.ts'
import { CHATML } from '../helpers/random-vocabulary.ts'
import { POOL, PROFILE } from '../helpers/solve-job.ts'
import type { PairSetup } from '../../src/shared/run-record.ts'

const MARKED = `${CHATML}{# [/THINK] ends what [THINK] begins #}`

test("a chat template of a person's own is used in the place of the file's", async () => {
  const { solving } = solve({ target: MARKED, draft: MARKED })
  await expect(solving.next()).resolves.toMatchObject({ value: { type: 'started' } })
  await solving.return(undefined)
  const broken = solve({ target: '{% for %}', draft: null })
  await expect(broken.solving.next()).rejects.toThrow()
})

test('a profile whose marks a model does not know is refused in words', async () => {
  const { solving } = solve({ target: null, draft: null })
  await expect(solving.next()).rejects.toThrow(
    /^The prompt profile "Deep" has models think between \[THINK\] and \[\/THINK\], and the target tandem-school-target\S* knows no such marks\. Choose a profile without thinking/
  )
})

function solve(templates: PairSetup['templates']) {
  const session = new InferenceSession([createLlamaBackend(() => undefined)])
  onTestFinished(() => session.unload())
  const solving = session.solve(
    {
      problem: '1 + 1?',
      options: { ...LIVE_OPTIONS, method: 'ssr' },
      prompts: { ...PROFILE, name: 'Deep', thinking: { open: '[THINK]', close: '[/THINK]' } },
      pool: POOL,
      pair: pairOfFiles({ ...bundled, gpu: 'off', context: 256, templates }),
      hashes: [],
      keys: [],
      settings: DEFAULT_SETTINGS,
      baseline: null
    },
    NEVER,
    new Set<number>()
  )
  return { solving }
}
