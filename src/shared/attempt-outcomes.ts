import { z } from 'zod'

/** What attempts are looked for by: how they ended, and what is remarkable about it. One attempt can be several. */
export const ATTEMPT_OUTCOMES = [
  { name: 'right', label: 'right', meaning: 'its answer is right' },
  { name: 'wrong', label: 'wrong', meaning: 'its answer is wrong' },
  { name: 'no-answer', label: 'no answer', meaning: 'it ended without an answer' },
  {
    name: 'flipped',
    label: 'flipped',
    meaning:
      'right, and another attempt of the run at the same problem wrong, or the other way round'
  },
  { name: 'tie', label: 'tie', meaning: 'another answer had as much weight' },
  { name: 'forced', label: 'forced', meaning: 'no path came to its answer by itself' },
  { name: 'failed', label: 'failed', meaning: 'an error ended it' }
] as const

export const attemptOutcomeSchema = z.enum(ATTEMPT_OUTCOMES.map(({ name }) => name))
export type AttemptOutcome = z.infer<typeof attemptOutcomeSchema>
