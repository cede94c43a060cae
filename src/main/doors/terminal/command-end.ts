import { CommanderError } from 'commander'
import { failureText } from '../../../shared/failure.ts'
import { EngineFailure } from '../../engine/engine.ts'
import { OpenForReadingOnly } from '../../store/open-for-reading.ts'
import { asUserError } from '../../system-errors.ts'
import { BAD_USE } from './exit-code.ts'
import { STOPPED, StoppedByPerson } from './interrupt.ts'
import { waysOut } from './ways-out.ts'

/** How a command ends that came to nothing. */
export interface CommandEnd {
  readonly code: number
  /** What went wrong and what to do, for standard error. Null where that was said before. */
  readonly said: string | null
}

/** How a command ends that threw this. @param databasePath the store that it worked on, where it opened one */
export function commandEnd(error: unknown, databasePath?: string): CommandEnd {
  if (error instanceof StoppedByPerson) return { code: STOPPED, said: 'Stopped.' }
  if (error instanceof CommanderError) {
    return { code: error.exitCode === 0 ? 0 : BAD_USE, said: null }
  }
  const refusal = asUserError(error, databasePath)
  if (refusal) {
    const code = refusal instanceof OpenForReadingOnly ? 1 : BAD_USE
    return { code, said: failureText(refusal) }
  }
  if (error instanceof EngineFailure) {
    return {
      code: 1,
      said: [error.message, error.hint, ...waysOut(error)].filter(Boolean).join(' ')
    }
  }
  const what = error instanceof Error ? error.message : String(error)
  return {
    code: 1,
    said:
      `Tandem met an error that it does not expect: ${what}. Nothing that was stored is lost. ` +
      'To see where it comes from, add: --debug.'
  }
}
