import { STOPPED } from './interrupt.ts'
import type { AttemptView } from '../../../shared/view.ts'

/** Bad use: flags, files or input that do not fit. */
export const BAD_USE = 2

/** 0 answered, 1 no answer or failed, 130 stopped. */
export function exitCodeOf({ outcome }: AttemptView): number {
  switch (outcome) {
    case 'answered':
      return 0
    case 'stopped':
      return STOPPED
    case 'no-answer':
    case 'failed':
    case null:
      return 1
    default:
      return outcome satisfies never
  }
}
