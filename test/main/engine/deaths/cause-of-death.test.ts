import { expect, test } from 'vitest'
import {
  causeOfDeath,
  deathCauseSchema,
  type DeathCause
} from '../../../../src/main/engine/deaths/cause-of-death.ts'
import { engineDeath } from '../../../../src/main/engine/deaths/engine-death.ts'
import { refusalAfter } from '../../../../src/main/engine/deaths/file-refusal.ts'

const END = { code: null, signal: null, output: '', overdue: false }

const ENDS: Record<DeathCause, readonly object[]> = {
  hung: [{ overdue: true, signal: 'SIGKILL' }],
  'out-of-memory': [
    { code: 134, output: 'JavaScript heap out of memory' },
    { signal: 'SIGABRT', output: 'terminate called after throwing std::bad_alloc' }
  ],
  killed: [{ signal: 'SIGKILL' }, { code: 137 }],
  'illegal-instruction': [{ signal: 'SIGILL' }, { code: 132 }, { code: 0xc000_001d }],
  aborted: [{ signal: 'SIGSEGV' }, { signal: 'SIGBUS' }, { code: 70 }]
}

test.each(deathCauseSchema.options)(
  '%s is told alike of every process, and put into words',
  (cause) => {
    for (const known of ENDS[cause]) {
      const end = { ...END, ...known }
      expect(causeOfDeath(end)).toBe(cause)
      const { code, signal, output, overdue } = end
      expect(engineDeath({ code, signal }, [output], overdue).death).toBe(cause)
      expect(refusalAfter(end, 'loading its weights').sentence).toContain(
        'while loading its weights'
      )
    }
  }
)

test.each([{ signal: 'SIGINT' }, { signal: 'SIGTERM' }, { code: 0 }])(
  'an end that was asked for says nothing of the models: %j',
  (how) => {
    expect(causeOfDeath({ ...END, ...how })).toBeNull()
  }
)
