import { expect, test } from 'vitest'
import { newSeed } from '../../src/shared/new-seed.ts'
import { HIGHEST_SEED } from '../../src/shared/options.ts'

test('a seed is any number that an attempt can have', () => {
  for (const drawn of [0, 41, HIGHEST_SEED]) {
    expect(newSeed({ getRandomValues: (numbers) => numbers.fill(drawn) })).toBe(drawn)
  }
  expect(newSeed({ getRandomValues: (numbers) => numbers.fill(HIGHEST_SEED + 1) })).toBe(0)
})

test('two seeds differ', () => {
  // By chance they are the same once in four thousand million times.
  expect(newSeed(crypto)).not.toBe(newSeed(crypto))
})
