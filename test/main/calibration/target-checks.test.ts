import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { judgeCase } from '../../../src/core/calibration/judge.ts'
import { judgeCheck, LEAST_PAIRS, warningOf } from '../../../src/core/calibration/target-check.ts'
import { ScriptedModel, type Script } from '../../helpers/scripted-model.ts'
import { readStepPairs } from '../../../src/main/calibration/step-pairs.ts'
import { createTargetChecks } from '../../../src/main/calibration/target-checks.ts'
import type { JudgeJob } from '../../../src/shared/inference-messages.ts'
import { fileSource } from '../../../src/shared/model-source.ts'
import { pairOfFiles } from '../../helpers/pair-of-files.ts'
import { certainDigit, POOL, PROFILE } from '../../helpers/solve-job.ts'

const pairs = readStepPairs(join(import.meta.dirname, '../../../resources'))
const wrongSteps = new Set(pairs.map(({ wrong }) => wrong))
const never = new AbortController().signal

/** A target that judges a step by the pair it belongs to. */
type Judge = (isWrong: boolean, index: number) => number

/** Real files, and an engine whose target is a script. */
function setup(digit: Judge, script: Partial<Script> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-checks-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const file = join(folder, 'target.gguf')
  writeFileSync(file, 'weights')
  const target = new ScriptedModel({
    write: () => '',
    choices: ({ chat, text, turn, continuations }) => {
      if (turn === null) return continuations.map(() => 0.2)
      const step = text.trim().split('\n\n').at(-1)!
      const index = pairs.findIndex(({ problem }) => chat.user === problem)
      return certainDigit(digit(wrongSteps.has(step), index))
    },
    ...script
  })
  let judged = 0
  const engine = {
    describe: () => {
      const model = {
        ...target.identity,
        source: fileSource(file),
        bytes: 7,
        architecture: 'script'
      }
      return Promise.resolve({ target: model, draft: model, device: 'script', engine: 'script 1' })
    },
    async *judge({ prompts: profile, pool, cases }: JudgeJob, _: unknown, signal: AbortSignal) {
      for (const each of cases) {
        if (signal.aborted) return
        judged += 1
        yield await judgeCase(target, each, { profile, pool, signal })
      }
    }
  }
  let time = 0
  const checks = createTargetChecks({
    folder: join(folder, 'checks'),
    pairs: () => pairs,
    engine,
    hashes: () => [],
    now: () => (time += 1000)
  })
  const pair = pairOfFiles({ target: file, draft: file })
  const request = { pair, prompts: PROFILE, pool: POOL }
  return { folder, file, checks, request, target, judged: () => judged }
}

describe('checking a target', () => {
  it('finds one that tells steps apart able, with a threshold between its scores', async () => {
    const { checks, request, target } = setup((isWrong) => (isWrong ? 2 : 8))
    const check = (await checks.measure(request, { signal: never }))!
    const { ability, best, told } = judgeCheck(check)
    expect({ ability, scorer: best.scorer, pairs: check.pairs }).toEqual({
      ability: 'able',
      scorer: 'expected',
      pairs: 30
    })
    expect(best).toMatchObject({ auc: 1, pairsTold: 30, threshold: 5 })
    expect(told.low).toBeGreaterThan(0.8)
    expect(check.letterMass).toBeCloseTo(0.8)
    expect(check.digitMass).toBe(1)
    expect(warningOf(check)).toBeNull()
    expect(target.openThreads).toBe(0)
  })

  it('says of one that gives every step the same score to use parallel', async () => {
    const { checks, request } = setup(() => 9)
    const check = (await checks.measure(request, { signal: never }))!
    expect(judgeCheck(check).ability).toBe('unable')
    expect(warningOf(check)).toMatch(/cannot tell right steps from wrong ones .* parallel/)
  })

  it('does not take luck for an ability: 20 of 30 pairs might be chance', async () => {
    const { checks, request } = setup((isWrong, index) => (isWrong === index < 20 ? 3 : 6))
    const check = (await checks.measure(request, { signal: never }))!
    expect(check.scorers.find(({ scorer }) => scorer === 'expected')!.pairsTold).toBe(20)
    expect(judgeCheck(check).ability).toBe('unable')
  })

  it('takes another scorer where the preferred one is noise', async () => {
    const { checks, request } = setup(() => 5, {
      // It finds improbable what the right step does not say.
      probability: ({ chat, token }) =>
        pairs.find(({ problem }) => chat.user === problem)!.right.includes(token) ? 0.9 : 0.2
    })
    const check = (await checks.measure(request, { signal: never }))!
    expect(check.scorers.find(({ scorer }) => scorer === 'expected')!.auc).toBe(0.5)
    expect(judgeCheck(check)).toMatchObject({
      ability: 'able',
      best: { scorer: 'mean-likelihood' }
    })
  })

  it('keeps what it found by file and wording, and forgets it', async () => {
    const { checks, request, file, folder } = setup((isWrong) => (isWrong ? 2 : 8))
    const pair = pairOfFiles({ target: file, draft: file })
    expect(checks.known(pair, PROFILE)).toBeNull()
    const check = await checks.measure(request, { signal: never })
    expect(checks.known(pair, PROFILE)).toEqual(check)
    const asked = { ...PROFILE, score: { ...PROFILE.score, ask: 'Is it right?' } }
    expect(checks.known(pair, asked)).toBeNull()
    const templates = { target: '{{ messages[0].content }}', draft: null }
    expect(checks.known({ ...pair, templates }, PROFILE)).toBeNull()
    const hushed = { ...PROFILE, thinking: { open: '<think>', close: '</think>' } }
    expect(checks.known(pair, hushed)).toBeNull()
    expect(checks.of(file)).toHaveLength(1)
    writeFileSync(file, 'other weights')
    expect(checks.known(pair, PROFILE)).toBeNull()
    expect(checks.of(file)).toEqual([])
    writeFileSync(join(folder, 'checks', readdirSync(join(folder, 'checks'))[0]!), '{"version": 1')
    expect(checks.of(file)).toEqual([])
  })

  it('concludes from fewer pairs when time is up, never from too few', async () => {
    const { checks, request, judged } = setup((isWrong) => (isWrong ? 2 : 8))
    const check = await checks.measure(request, { signal: never, enoughAfter: 1 })
    expect(check?.pairs).toBe(LEAST_PAIRS)
    expect(judged()).toBeLessThan(30)
    expect(checks.forget(request.pair.target)).toBe(1)
    expect(checks.known(request.pair, PROFILE)).toBeNull()
  })

  it('keeps nothing when it is stopped', async () => {
    const { checks, request, file } = setup((isWrong) => (isWrong ? 2 : 8))
    const stop = new AbortController()
    const check = await checks.measure(request, {
      signal: stop.signal,
      onProgress: (done) => {
        if (done === 20) stop.abort()
      }
    })
    expect(check).toBeNull()
    expect(checks.of(file)).toEqual([])
  })

  it.each([{ familiarity: -2 }, { problemFamiliarity: -3 }])(
    'lets the known pairs decide nothing for models of a small world: %j',
    async (bar) => {
      const { checks, request } = setup(() => 9)
      const prompts = { ...PROFILE, ...bar }
      const check = await checks.measure({ ...request, prompts }, { signal: never })
      expect(warningOf(check!)).toBeNull()
      expect(checks.known(request.pair, PROFILE)).toBeNull()
    }
  )

  it('is kept where another bar of the same small world is known beside', async () => {
    const { checks, request } = setup(() => 9)
    const prompts = { ...PROFILE, familiarity: -2 }
    const check = await checks.measure({ ...request, prompts }, { signal: never })
    expect(checks.known(request.pair, { ...prompts, problemFamiliarity: -3 })).toEqual(check)
  })
})
