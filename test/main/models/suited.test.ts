import { describe, expect, test } from 'vitest'
import { listed } from '../../../src/main/models/listing.ts'
import { samplingOf } from '../../../src/main/models/sampling-defaults.ts'
import {
  characterLines,
  sharedHabits,
  suggestedPairs,
  withMarksOf
} from '../../../src/main/models/suited.ts'
import type { ModelCharacter } from '../../../src/shared/model-character.ts'
import {
  NO_OWN_WORDS,
  suitedPrompts,
  type LibraryEntry,
  type ListedModel
} from '../../../src/shared/model-library.ts'
import { modelSummary } from '../../helpers/model-summary.ts'
import { PROFILE } from '../../helpers/solve-job.ts'

const DIRECT: ModelCharacter = { thinking: null, sampling: null, tokens: 'one' }
const THINKING: ModelCharacter = {
  ...DIRECT,
  thinking: { open: '[THINK]', close: '[/THINK]', marks: 'control', switchable: false }
}

describe('a model that thinks', () => {
  test('is asked by the profile for it, with its own marks', () => {
    const thinker = modelSummary('thinker', { character: THINKING })
    expect(suitedPrompts(thinker)).toBe('reasoning')
    const profile = { ...PROFILE, thinking: { open: '<think>', close: '</think>' } }
    expect(withMarksOf(profile, thinker).thinking).toEqual({ open: '[THINK]', close: '[/THINK]' })
    expect(withMarksOf(PROFILE, thinker).thinking).toBeNull()
    expect(characterLines(thinker)).toEqual([
      'It thinks between [THINK] and [/THINK] (control tokens), and is asked by the profile reasoning. With --no-thinking the part is closed at once.'
    ])
  })
})

test('a base model is named, with what that means', () => {
  const base = modelSummary('Base-Instruct', { hasChatTemplate: false, character: DIRECT })
  expect(suitedPrompts(base)).toBe('generic-chat')
  expect(characterLines(base)).toEqual([
    expect.stringMatching(/^A base model: .*few right answers/)
  ])
  expect(characterLines(modelSummary('chat', { character: DIRECT }))).toEqual([])
})

describe('sampling', () => {
  test.each([
    ['DeepSeek-R1-Distill-Qwen-1.5B', true, { temperature: 0.6, topP: 0.95, topK: 0 }],
    ['Qwen3-4B', true, { temperature: 0.6, topP: 0.95, topK: 20 }],
    ['Qwen3-4B', false, { temperature: 0.7, topP: 0.8, topK: 20 }],
    ['SmolLM2-135M-Instruct', false, { temperature: 0.2, topP: 0.9, topK: 0 }]
  ])('of %s, thinking %s, is what its makers advise', (name, thinks, expected) => {
    const summary = modelSummary(name, { character: thinks ? THINKING : DIRECT })
    expect(samplingOf(summary, { thinks })).toEqual({ ...expected, source: 'makers' })
  })

  test.each([
    'Qwen3.5-4B',
    'Qwen3-VL-8B-Thinking',
    'Qwen3-4B-Base',
    'Qwen2.5-7B',
    'Qwen2.5-Math-7B-Instruct',
    'QwQ-32B-Preview',
    'gemma-3-270m',
    'gemma-3n-E2B-it',
    'SmolLM3-3B-Base',
    'Phi-4-mini-reasoning'
  ])('of %s is not taken from a relative', (name) => {
    const summary = modelSummary(name, { character: THINKING })
    expect(samplingOf(summary, { thinks: true })).toMatchObject({ source: 'common' })
  })

  test('is completed by its makers where the file says a part of it', () => {
    const sampling = { topP: 0.9, topK: 40 }
    const summary = modelSummary('gemma-3-1b-it', { character: { ...DIRECT, sampling } })
    expect(samplingOf(summary, { thinks: false })).toEqual({
      temperature: 1,
      topP: 0.9,
      topK: 40,
      source: 'file'
    })
  })

  test('is what the file says, where it says so', () => {
    const sampling = { temperature: 0.33, topK: 17 }
    const summary = modelSummary('Qwen3-4B', { character: { ...THINKING, sampling } })
    expect(samplingOf(summary, { thinks: true })).toEqual({
      temperature: 0.33,
      topP: 0.95,
      topK: 17,
      source: 'file'
    })
    // The file speaks of a model that thinks.
    expect(samplingOf(summary, { thinks: false })).toMatchObject({ topP: 0.8, source: 'makers' })
  })

  test('of a model that nobody knows is the common one', () => {
    expect(samplingOf(modelSummary('mine', { character: DIRECT }), { thinks: false })).toEqual({
      temperature: 0.7,
      topP: 0.95,
      topK: 0,
      source: 'common'
    })
    expect(samplingOf(null, { thinks: false })).toMatchObject({
      temperature: 0.7,
      source: 'common'
    })
  })
})

describe('two models', () => {
  const target = modelSummary('large', { character: THINKING, parameters: 7e9 })
  const draft = modelSummary('small', { character: THINKING, parameters: 1.5e9 })

  test('share habits, or differ in words', () => {
    expect(sharedHabits(target, draft)).toEqual({
      share: ['the same tokens', 'both think'],
      differ: []
    })
    const other = modelSummary('other', {
      character: { ...DIRECT, tokens: 'two' },
      hasChatTemplate: false
    })
    expect(sharedHabits(target, other).differ).toEqual([
      'other tokens: `speculative` cannot run',
      'only the target thinks',
      'the draft is a base model'
    ])
  })

  test('are suggested where they share all of them and the draft is much smaller', () => {
    const models = [
      target,
      draft,
      modelSummary('nearly as large', { character: THINKING, parameters: 4e9 }),
      modelSummary('of another kind', { character: DIRECT, parameters: 1e9 })
    ].map(asListed)
    expect(suggestedPairs(models).map((pair) => [pair.target.name, pair.draft.name])).toEqual([
      ['large', 'small'],
      ['nearly as large', 'small']
    ])
  })
})

function asListed(summary: ReturnType<typeof modelSummary>): ListedModel {
  const entry: LibraryEntry = {
    id: summary.name.replaceAll(' ', '-'),
    title: null,
    origin: 'imported',
    mode: 'reference',
    files: [{ path: summary.files[0]!, bytes: 1, modified: 1 }],
    summary,
    refusal: null,
    tried: true,
    sha256: null,
    expectedSha256: null,
    own: NO_OWN_WORDS
  }
  // The files are not there, which is no matter here.
  return { ...listed(entry), target: { able: true }, draft: { able: true } }
}
