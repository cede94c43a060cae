import { describe, expect, it } from 'vitest'
import { solveOptions, USUAL_OPTIONS } from '../../../src/main/actions/default-options.ts'
import { UserError } from '../../../src/main/user-error.ts'
import { SCORER_NAMES } from '../../../src/shared/scorers/scorers.ts'
import { suitedOptions } from '../../../src/shared/suited-options.ts'
import { PROFILE } from '../../helpers/solve-job.ts'

const SAMPLING = { temperature: 0.6, topP: 0.8, topK: 20 }

describe('what a problem is solved with', () => {
  it('is what is usual, with what suits the models', () => {
    expect(solveOptions(PROFILE)).toEqual({
      ...USUAL_OPTIONS,
      scorer: 'expected',
      threshold: 5,
      weakToken: PROFILE.weakToken,
      plan: { effort: 'balanced', ...PROFILE.plans.balanced }
    })
  })

  it('goes by what the models are sampled with, and by what a person says before that', () => {
    const suited = { ...PROFILE, paths: 5, sampling: SAMPLING }
    expect(solveOptions(suited)).toMatchObject({ ...SAMPLING, paths: 5 })
    expect(solveOptions(suited, { temperature: 0, topK: undefined, paths: 2 })).toMatchObject({
      ...SAMPLING,
      temperature: 0,
      paths: 2
    })
  })

  it.each(SCORER_NAMES)('has the threshold of the scorer: %s', (scorer) => {
    const threshold = PROFILE.thresholds[scorer]
    expect(solveOptions(PROFILE, { scorer })).toMatchObject({ scorer, threshold })
    expect(suitedOptions(PROFILE, { scorer })).toMatchObject({ scorer, threshold })
  })

  it('counts the paths of the plan where a person says how many, and not where a pair was saved with some', () => {
    const { plans } = PROFILE
    expect(solveOptions({ ...PROFILE, paths: 7 }).plan.paths).toBe(plans.balanced.paths)
    expect(solveOptions(PROFILE, { paths: 7, effort: 'eco' }).plan).toEqual({
      effort: 'eco',
      ...plans.eco,
      paths: 7
    })
  })

  it('refuses a threshold that no step can reach', () => {
    expect(() => solveOptions(PROFILE, { scorer: 'p-accept', threshold: 7 })).toThrow(UserError)
  })
})
