import type {
  ModelSettings,
  PairTimes,
  TimedSettings,
  WorkTimes
} from '../shared/engine-settings.ts'

/** Pieces of work in an attempt of middling length, all paths together: what the measured times are weighed by. */
const ATTEMPT = { write: 60, together: 25, step: 12, prompt: 4 }
/** Reading a prompt in steps, where a model was too slow for a longer piece. */
const STEPS_OF_A_PROMPT = 4
/**
 * Another backend or attention must promise to save this share of the time, and more threads this one: noise must
 * choose nothing, and threads that are gained here are lost where something else runs.
 */
const WORTHWHILE = 0.04
const THREADS_WORTHWHILE = 0.2

/** Milliseconds that an attempt's share of one model would take. */
function attemptMs({ write, together, step, prompt }: WorkTimes): number {
  return (
    ATTEMPT.write * write +
    ATTEMPT.together * together +
    ATTEMPT.step * step +
    ATTEMPT.prompt * (prompt ?? STEPS_OF_A_PROMPT * step)
  )
}

/** The first of the settings, unless another is worthwhile. @throws Error where there are none */
export function fastest(tried: readonly TimedSettings[]): TimedSettings {
  const [first, ...others] = tried
  if (first === undefined) throw new Error('No settings were measured')
  return others.reduce((best, each) => {
    const gain = each.threads > best.threads ? THREADS_WORTHWHILE : WORTHWHILE
    return attemptMs(each.times) < attemptMs(best.times) * (1 - gain) ? each : best
  }, first)
}

/** The fastest backend for both models together, and how each is run on it. The empty name is llama.cpp's choice. */
export function fastestBackend(backends: Readonly<Record<string, PairTimes>>): {
  readonly name: string
  readonly target: ModelSettings
  readonly draft: ModelSettings
} | null {
  let best: { name: string; ms: number } | null = null
  // llama.cpp's own choice stands unless another is worthwhile; among the others the fastest does.
  const names = Object.keys(backends).sort((a, b) => a.length - b.length)
  for (const name of names) {
    const { target, draft } = backends[name]!
    const ms = attemptMs(fastest(target).times) + attemptMs(fastest(draft).times)
    const gain = best?.name === '' ? WORTHWHILE : 0
    if (best === null || ms < best.ms * (1 - gain)) best = { name, ms }
  }
  if (best === null) return null
  const { target, draft } = backends[best.name]!
  return { name: best.name, target: settingsOf(fastest(target)), draft: settingsOf(fastest(draft)) }
}

function settingsOf({ flashAttention, threads }: TimedSettings): ModelSettings {
  return { flashAttention, threads }
}
