import { expect, test } from 'vitest'
import { causeOfDeath } from '../../../../src/main/engine/deaths/cause-of-death.ts'
import { MEMORY_LIMIT_MARK, TIME_LIMIT_MARK } from '../../../../src/shared/inspection.ts'

const death = {
  code: null,
  signal: null,
  stage: 'loading its weights',
  errorOutput: '',
  late: false
} as const

test.each([
  [
    { late: true, signal: 'SIGKILL' },
    'hung',
    'It took far more time than it may while loading its weights.'
  ],
  [
    { signal: 'SIGKILL', errorOutput: TIME_LIMIT_MARK },
    'hung',
    'It took far more time than it may while loading its weights.'
  ],
  [
    { signal: 'SIGKILL', errorOutput: MEMORY_LIMIT_MARK },
    'out-of-memory',
    'It took far more memory than it may while loading its weights.'
  ],
  [
    { signal: 'SIGKILL' },
    'out-of-memory',
    'The system ended it while loading its weights, for want of memory.'
  ],
  [
    { signal: 'SIGABRT', errorOutput: 'x.cpp:12: GGML_ASSERT(n_expert > 0) failed\n' },
    'crashed',
    'llama.cpp gave up while loading its weights: n_expert > 0.'
  ],
  [
    { signal: 'SIGABRT', errorOutput: 'FATAL ERROR: invalid array length Allocation failed' },
    'out-of-memory',
    'It took far more memory than it may while loading its weights.'
  ],
  [
    { signal: 'SIGSEGV' },
    'crashed',
    'It crashed the process that opened it (SIGSEGV) while loading its weights.'
  ],
  [
    { signal: 'SIGILL' },
    'crashed',
    'This processor lacks an instruction that was needed while loading its weights.'
  ],
  [
    { code: 7 },
    'crashed',
    'It crashed the process that opened it (exit code 7) while loading its weights.'
  ]
])('says in a sentence how %j ended', (how, code, sentence) => {
  expect(causeOfDeath({ ...death, ...how })).toEqual({ code, sentence })
})
