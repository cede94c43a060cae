import { EngineFailure } from './engine.ts'
import type { Exit } from './inference-child.ts'

/** Says in words why the inference process died, and what to do. */
export function engineDeath(exit: Exit, log: readonly string[], hung: boolean): EngineFailure {
  if (hung) {
    return new EngineFailure(
      'model-died',
      'The inference process hung and was ended. The next problem starts a new one.'
    )
  }
  const output = log.join('\n')
  if (/heap out of memory|bad_alloc|cannot allocate memory/i.test(output)) {
    return new EngineFailure(
      'out-of-memory',
      'The inference process ran out of memory. Choose fewer paths, fewer tokens or a smaller model.'
    )
  }
  return new EngineFailure('model-died', `${cause(exit, output)}${lastWords(exit, log)}`)
}

function cause({ code, signal }: Exit, output: string): string {
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
