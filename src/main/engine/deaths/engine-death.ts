import { notStarted } from '../../throw-away-process.ts'
import { EngineFailure } from '../engine.ts'
import type { Exit } from '../inference-child.ts'
import { assertionIn, causeOfDeath } from './cause-of-death.ts'

/**
 * Says in words why the inference process died, and what to do.
 *
 * @param log what this process wrote last
 */
export function engineDeath(exit: Exit, log: readonly string[], hung: boolean): EngineFailure {
  if (exit.refusal && !hung) {
    const { message, hint } = notStarted('that runs the models', exit.refusal)
    return new EngineFailure('engine', message, { hint })
  }
  const output = log.join('\n')
  const { code, signal } = exit
  const death = causeOfDeath({ code, signal, output, overdue: hung })
  switch (death) {
    case 'hung':
      return new EngineFailure(
        'model-died',
        'The inference process hung and was ended. The next problem starts a new one.',
        { death }
      )
    case 'out-of-memory':
      return new EngineFailure(
        'out-of-memory',
        'The inference process ran out of memory. Choose fewer paths, fewer tokens or a smaller model.',
        { death }
      )
    case 'killed':
    case 'illegal-instruction':
    case 'aborted':
    case null:
      return new EngineFailure('model-died', `${words(exit, output)}${lastWords(exit, log)}`, {
        death
      })
  }
}

function words({ code, signal }: Exit, output: string): string {
  const assertion = assertionIn(output)
  if (assertion !== null) return `llama.cpp gave up: ${assertion} does not hold.`
  switch (signal) {
    case 'SIGKILL':
      return 'The inference process was killed: by the system where memory ran out, or by hand. With less memory to spare choose fewer paths, fewer tokens or a smaller model.'
    case 'SIGILL':
      return 'llama.cpp uses an instruction that this processor lacks.'
    case 'SIGBUS':
      return 'The inference process lost a model file that it was reading: it was changed, or its disk removed.'
    case 'SIGSEGV':
    case 'SIGABRT':
      return `llama.cpp crashed (${signal}). The model file may be damaged.`
    case null:
      return `The inference process ended by itself with exit code ${code}.`
    default:
      return `The inference process was ended by ${signal}.`
  }
}

/** What it said last explains every end but the ones that come from outside. */
function lastWords({ signal }: Exit, log: readonly string[]): string {
  const last = log.slice(-3).join(' ').trim()
  return last === '' || signal === 'SIGKILL' ? '' : ` Its last words: ${last}`
}
