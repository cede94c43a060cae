import { expect, test } from 'vitest'
import { promptProfiles } from '../../src/shared/prompt-profile.ts'
import { PROFILE } from '../helpers/solve-job.ts'

test('the bar of a profile that compared means of all tokens is moved to the strangest ones', () => {
  const old = { ...PROFILE, familiarity: -2.5 }
  expect(promptProfiles.read(old).familiarity).toBeCloseTo(-7.75)
  expect(promptProfiles.read({ ...old, version: 1 }).familiarity).toBeCloseTo(-7.75)
  expect(promptProfiles.read(promptProfiles.stamped(old)).familiarity).toBe(-2.5)
  expect(promptProfiles.read({ ...old, familiarity: null }).familiarity).toBeNull()
})
