import { notStarted } from '../../throw-away-process.ts'
import { EngineFailure } from '../engine.ts'
import type { Exit } from '../inference-child.ts'
import type { DeathCause } from './death-record.ts'

/** Exit codes by which Electron and Windows tell what a signal tells elsewhere. */
const CODES: Readonly<Record<number, DeathCause>> = {
  132: 'illegal-instruction',
  137: 'killed',
  0xc000_001d: 'illegal-instruction'
}

/**
 * Says in words why the inference process died, and what to do.
 *
 * @param log what this process wrote last
 */
export function engineDeath(exit: Exit, log: readonly string[], hung: boolean): EngineFailure {
  if (hung) {
    return new EngineFailure(
      'model-died',
      'The inference process hung and was ended. The next problem starts a new one.',
      { death: 'hung' }
    )
  }
  if (exit.refusal) {
    const { message, hint } = notStarted('that runs the models', exit.refusal)
    return new EngineFailure('engine', message, { hint })
  }
  const output = log.join('\n')
  if (/heap out of memory|bad_alloc|cannot allocate memory/i.test(output)) {
    return new EngineFailure(
      'out-of-memory',
      'The inference process ran out of memory. Choose fewer paths, fewer tokens or a smaller model.',
      { death: 'out-of-memory' }
    )
  }
  return new EngineFailure('model-died', `${words(exit, output)}${lastWords(exit, log)}`, {
    death: causeOf(exit)
  })
}

/** Null for an end that says nothing about the models: asked for, or by the hand that stopped the program. */
function causeOf({ code, signal }: Exit): DeathCause | null {
  switch (signal) {
    case 'SIGKILL':
      return 'killed'
    case 'SIGILL':
      return 'illegal-instruction'
    case 'SIGINT':
    case 'SIGTERM':
    case 'SIGHUP':
      return null
    case null:
      return code === 0 ? null : (CODES[code ?? 0] ?? 'aborted')
    default:
      return 'aborted'
  }
}

function words({ code, signal }: Exit, output: string): string {
  const assertion = /GGML_ASSERT\((.{1,160})\) failed/.exec(output)?.[1]
  if (assertion !== undefined) return `llama.cpp gave up: ${assertion} does not hold.`
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
