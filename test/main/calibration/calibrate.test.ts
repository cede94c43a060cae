import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { calibratePair, drawProblems } from '../../../src/main/calibration/calibrate.ts'
import { measuredDefaults } from '../../../src/main/calibration/measured-defaults.ts'
import { createPairCalibrations } from '../../../src/main/calibration/pair-calibrations.ts'
import { paretoSvg } from '../../../src/main/calibration/pareto-svg.ts'
import { pairCalibrationSchema } from '../../../src/shared/pair-calibration.ts'
import { pairOfFiles } from '../../helpers/pair-of-files.ts'
import type { TargetCheck } from '../../../src/shared/target-check.ts'
import { ScriptedEngine } from '../../helpers/scripted-engine.ts'
import { OPTIONS, POOL, PROFILE } from '../../helpers/solve-job.ts'

const sums = Array.from({ length: 40 }, (_, index) => ({
  id: `sum-${index}`,
  text: `How much is ${index + 3} plus ${2 * index + 5}?`,
  answer: `${3 * index + 8}`
}))
const SET = { id: 'sums', name: 'Sums', problems: sums }

function setup() {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-calibrate-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const files = {
    targetPath: join(folder, 'target.gguf'),
    draftPath: join(folder, 'draft.gguf')
  }
  writeFileSync(files.targetPath, 'target')
  writeFileSync(files.draftPath, 'draft')
  const engine = new ScriptedEngine({ files })
  const pair = pairOfFiles({ target: files.targetPath, draft: files.draftPath })
  const request = {
    setup: { options: OPTIONS, prompts: PROFILE, pool: POOL, pair },
    set: { id: SET.id, name: SET.name },
    problems: drawProblems(SET, 40, 7)
  }
  const calibrations = createPairCalibrations({
    folder: join(folder, 'calibrations'),
    hashes: () => []
  })
  return { engine, pair, request, calibrations }
}

const never = new AbortController().signal

describe('calibrating a pair', () => {
  it('measures, chooses on one half, certifies on the other with what was chosen', async () => {
    const { engine, request } = setup()
    const stages: string[] = []
    const found = await calibratePair(engine, request, {
      signal: never,
      onProgress: ({ stage, done }) => stages.push(`${stage} ${done}`)
    })
    expect(pairCalibrationSchema.parse(found)).toEqual(found)
    expect(found.problems).toEqual({ chosenOn: 20, certifiedOn: 20 })
    expect(found.acceptance.judged).toBeGreaterThan(found.acceptance.accepted)
    expect(found.speed.target.decodeMs).toBe(1)
    // The script's digits know right from wrong, its likelihood knows nothing.
    const auc = Object.fromEntries(found.scorers.map(({ scorer, auc }) => [scorer, auc]))
    expect(auc).toMatchObject({ expected: 1, likelihood: 0.5 })
    expect(found.scorer).toBe('expected')
    expect([stages[0], stages[1], stages.at(-1)]).toEqual([
      'loading 0',
      'choosing 1',
      'certifying 40'
    ])
    expect(stages).toContain('scorers 20')
    const certified = engine.jobs.slice(-40)
    expect(new Set(certified.map(({ options }) => options.threshold))).toEqual(
      new Set([found.threshold])
    )
    for (const { predicted, measured } of found.predictions) {
      expect(predicted.time).toBeGreaterThan(0)
      if (measured !== null) expect(measured.gamma).toBeGreaterThan(0)
    }
    const svg = paretoSvg(found)
    expect(svg).toContain('target alone')
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('concludes from what it has when it is stopped, if that is enough', async () => {
    const { engine, request } = setup()
    const stop = new AbortController()
    const found = await calibratePair(engine, request, {
      signal: stop.signal,
      onProgress: ({ stage, done }) => {
        if (stage === 'choosing' && done === 14) stop.abort()
      }
    })
    expect(pairCalibrationSchema.parse(found)).toEqual(found)
    expect(found.problems).toEqual({ chosenOn: 7, certifiedOn: 7 })
    expect([found.scorer, found.threshold]).toEqual([OPTIONS.scorer, OPTIONS.threshold])
    const early = new AbortController()
    const attempt = calibratePair(engine, request, {
      signal: early.signal,
      onProgress: ({ stage, done }) => {
        if (stage === 'choosing' && done === 4) early.abort()
      }
    })
    await expect(attempt).rejects.toThrow('Only 4 problems were measured.')
  })

  it('takes no set without answers', () => {
    const open = { id: 'open', problems: sums.map(({ id, text }) => ({ id, text })) }
    expect(() => drawProblems(open, 20, 1)).toThrow(/open has 0 problems with answers/)
  })
})

describe('what is kept for a pair', () => {
  const unchecked = { known: () => null } as never

  it('is used for these files and prompts, until it is forgotten or a file changes', async () => {
    const { engine, pair, request, calibrations } = setup()
    const found = await calibratePair(engine, request, { signal: never })
    const defaults = () =>
      measuredDefaults(pair, PROFILE, { calibrations, targetChecks: unchecked })
    expect(defaults()).toMatchObject({ scorer: PROFILE.scorer, calibration: null })
    calibrations.keep(found)
    expect(defaults()).toMatchObject({
      scorer: found.scorer,
      plans: found.plans,
      calibration: found
    })
    expect(defaults().thresholds[found.scorer]).toBe(found.threshold)
    expect(calibrations.find(pair, { ...PROFILE, id: 'other-prompts' })).toBeNull()
    calibrations.keep({ ...found, threshold: 6.5 })
    expect(calibrations.list()).toHaveLength(1)
    writeFileSync(pair.draft.path, 'another draft')
    expect(calibrations.find(pair, PROFILE)).toBeNull()
    writeFileSync(pair.draft.path, 'draft')
    expect(calibrations.list()).toHaveLength(1)
  })

  it('is asked for again where a model is asked otherwise, and used again when it is asked as before', async () => {
    const { engine, pair, request, calibrations } = setup()
    const found = await calibratePair(engine, request, { signal: never })
    calibrations.keep(found)
    const own = { ...pair, templates: { target: null, draft: '{{ messages[0].content }}' } }
    const hushed = { ...PROFILE, thinking: { open: '<think>', close: '</think>' } }
    const reworded = { ...PROFILE, solve: { ...PROFILE.solve, opening: 'Well, ' } }
    expect(calibrations.find(own, PROFILE)).toBeNull()
    expect(calibrations.find(pair, hushed)).toBeNull()
    expect(calibrations.find(pair, reworded)).toBeNull()
    expect(calibrations.find(pair, { ...PROFILE, name: 'Another name' })).toEqual(found)
    expect(calibrations.find(pair, { ...PROFILE, problemFamiliarity: -3 })).toEqual(found)
    const again = { ...request, setup: { ...request.setup, pair: own } }
    const other = await calibratePair(engine, again, { signal: never })
    calibrations.keep(other)
    expect(calibrations.find(own, PROFILE)).toEqual(other)
    expect(calibrations.find(pair, PROFILE)).toEqual(found)
    expect(calibrations.forget(pair)).toBe(2)
  })

  it('is used as an earlier version kept it, where no model has a template of its own', async () => {
    const { engine, pair, request, calibrations } = setup()
    const found = await calibratePair(engine, request, { signal: never })
    calibrations.keep({ ...found, words: null })
    expect(calibrations.find(pair, PROFILE)).toMatchObject({ words: null })
    const own = { ...pair, templates: { target: '{{ messages[0].content }}', draft: null } }
    expect(calibrations.find(own, PROFILE)).toBeNull()
  })

  it('is removed on request', async () => {
    const { engine, pair, request, calibrations } = setup()
    calibrations.keep(await calibratePair(engine, request, { signal: never }))
    expect(calibrations.forget(pair)).toBe(1)
    expect(calibrations.of(pair)).toEqual([])
    expect(calibrations.forget(pair)).toBe(0)
  })

  it('gives way to nothing but a check of the target, and that only where it can tell steps apart', () => {
    const { pair, calibrations } = setup()
    const scorers = (['expected', 'likelihood'] as const).map((scorer) => ({
      scorer,
      auc: scorer === 'likelihood' ? 0.9 : 0.5,
      pairsTold: scorer === 'likelihood' ? 28 : 15,
      threshold: scorer === 'likelihood' ? 0.7 : 5,
      rightKept: 0.9,
      wrongKept: 0.1
    }))
    const check = { pairs: 30, preferred: 'expected', smallWorld: false, scorers } as unknown
    const defaults = (known: unknown) =>
      measuredDefaults(pair, PROFILE, {
        calibrations,
        targetChecks: { known: () => known as TargetCheck } as never
      })
    expect(defaults(check)).toMatchObject({ scorer: 'likelihood', thresholds: { likelihood: 0.7 } })
    const unable = {
      ...(check as TargetCheck),
      scorers: scorers.map((one) => ({ ...one, auc: 0.5, pairsTold: 15 }))
    }
    expect(defaults(unable)).toMatchObject({
      scorer: PROFILE.scorer,
      thresholds: PROFILE.thresholds
    })
    expect(defaults({ ...(check as TargetCheck), smallWorld: true }).scorer).toBe(PROFILE.scorer)
  })
})
