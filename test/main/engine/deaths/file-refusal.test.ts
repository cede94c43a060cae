import { expect, test } from 'vitest'
import { refusalAfter } from '../../../../src/main/engine/deaths/file-refusal.ts'
import { MEMORY_LIMIT_MARK, TIME_LIMIT_MARK } from '../../../../src/shared/inspection.ts'

const end = { code: null, signal: null, output: '', overdue: false } as const

test.each([
  [
    { overdue: true, signal: 'SIGKILL' },
    'hung',
    'It took far more time than it may while loading its weights.'
  ],
  [
    { signal: 'SIGKILL', output: TIME_LIMIT_MARK },
    'hung',
    'It took far more time than it may while loading its weights.'
  ],
  [
    { signal: 'SIGKILL', output: MEMORY_LIMIT_MARK },
    'out-of-memory',
    'It took far more memory than it may while loading its weights.'
  ],
  [
    { signal: 'SIGKILL' },
    'out-of-memory',
    'The system ended it while loading its weights, for want of memory.'
  ],
  [
    { signal: 'SIGABRT', output: 'x.cpp:12: GGML_ASSERT(n_expert > 0) failed\n' },
    'crashed',
    'llama.cpp gave up while loading its weights: n_expert > 0.'
  ],
  [
    { signal: 'SIGABRT', output: 'FATAL ERROR: invalid array length Allocation failed' },
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
  expect(refusalAfter({ ...end, ...how }, 'loading its weights')).toEqual({ code, sentence })
})
