import { z } from 'zod'
import { calls, type CallName } from '../../../shared/contract.ts'
import type { Handlers, Result } from '../../../shared/rpc.ts'
import { withOpenNames } from '../../../shared/documents/reading.ts'
import type { Failure } from '../../../shared/failure.ts'
import { EngineFailure } from '../../engine/engine.ts'
import { asUserError } from '../../system-errors.ts'
import { UserError } from '../../user-error.ts'

/** Answers a call of a page by its name. Never throws: whatever goes wrong comes back as a failure. */
export type Dispatch = (name: unknown, input: unknown) => Promise<Result>

export interface DispatcherOptions {
  readonly handlers: Handlers
  /** Told of every error that is not the user's, with the call's name. */
  readonly onBug: (call: string, error: unknown) => void
}

/** Both doors call through here: only listed calls, input checked before the handler, output after it. */
export function createDispatcher({ handlers, onBug }: DispatcherOptions): Dispatch {
  return async (name, input) => {
    if (typeof name !== 'string' || !Object.hasOwn(calls, name)) {
      return refuse({
        code: 'unknown-call',
        message: 'The page asked for something that does not exist.',
        hint: 'Reload the page: it may be older than the program.'
      })
    }
    const call = name as CallName
    const parsed = calls[call].input.safeParse(input ?? undefined)
    if (!parsed.success) {
      return refuse({ code: 'bad-input', message: z.prettifyError(parsed.error), hint: null })
    }
    try {
      // Name and input were checked together; TypeScript sees only their unions.
      const handler = handlers[call] as (input: unknown) => unknown
      const output = told(call).parse(await handler(parsed.data))
      return { ok: true, value: output }
    } catch (error) {
      const failure = describeError(error)
      if (failure.code === 'internal') onBug(call, error)
      return refuse(failure)
    }
  }
}

const tellings = new Map<CallName, z.ZodType>()

/** What a call tells: the page shows names by themselves that only a later version knows, such as a method's. */
function told(call: CallName): z.ZodType {
  const schema = tellings.get(call) ?? withOpenNames(calls[call].output)
  tellings.set(call, schema)
  return schema
}

function refuse(failure: Failure): Result {
  return { ok: false, failure }
}

/** What a person reads about an error. Errors of the services carry their own advice in the message. */
export function describeError(error: unknown): Failure {
  if (error instanceof UserError) {
    return { code: 'refused', message: error.message, hint: error.hint }
  }
  if (error instanceof z.ZodError) {
    return internal(`Tandem made data that it does not understand:\n${z.prettifyError(error)}`)
  }
  if (error instanceof EngineFailure) {
    const { kind, message, hint, offer } = error
    return { code: kind, message, hint, offer }
  }
  if (error instanceof Error && 'kind' in error && typeof error.kind === 'string') {
    return { code: error.kind, message: error.message, hint: null }
  }
  const refused = asUserError(error)
  if (refused) return describeError(refused)
  return internal(error instanceof Error ? error.message : String(error))
}

function internal(message: string): Failure {
  return {
    code: 'internal',
    message,
    hint: 'This is a fault of the program. The log in the data folder tells more.'
  }
}
