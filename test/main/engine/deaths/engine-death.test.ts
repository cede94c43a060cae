import { expect, test } from 'vitest'
import { engineDeath } from '../../../../src/main/engine/deaths/engine-death.ts'

test.each([
  ['a kill', { code: null, signal: 'SIGKILL' }, [], 'model-died', 'was killed'],
  ['an illegal instruction', { code: null, signal: 'SIGILL' }, [], 'model-died', 'instruction'],
  ['a lost file', { code: null, signal: 'SIGBUS' }, [], 'model-died', 'lost a model file'],
  ['a crash', { code: null, signal: 'SIGSEGV' }, ['loading'], 'model-died', 'last words: loading'],
  [
    'an assertion',
    { code: null, signal: 'SIGABRT' },
    ['ggml.c:12: GGML_ASSERT(n_head > 0) failed'],
    'model-died',
    'n_head > 0'
  ],
  [
    'a full heap',
    { code: 134, signal: null },
    ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
    'out-of-memory',
    'ran out of memory'
  ],
  ['an exit', { code: 70, signal: null }, ['Error: no'], 'model-died', 'exit code 70']
] as const)('%s is put into words', (_, exit, log, kind, words) => {
  const failure = engineDeath(exit, log, false)
  expect(failure.kind).toBe(kind)
  expect(failure.message).toContain(words)
})

test('a process that hung is told from one that was killed', () => {
  expect(engineDeath({ code: null, signal: 'SIGKILL' }, [], true).message).toContain('hung')
})

test('a process that the system did not start says nothing about the models', () => {
  const refusal = Object.assign(new Error('spawn node EMFILE'), {
    code: 'EMFILE',
    syscall: 'spawn'
  })
  const failure = engineDeath({ code: -24, signal: null, refusal }, [], false)
  expect(failure).toMatchObject({ kind: 'engine', death: null })
  expect(failure.message).toMatch(/did not start.*Too many files are open/)
})
