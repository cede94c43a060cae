import { z } from 'zod'
import { SHORTEST_CONTEXT } from '../../../core/memory/shortest-context.ts'
import {
  startSettingsSchema,
  type NextStart,
  type StartOffer,
  type StartSettings
} from '../../../shared/next-start.ts'
import { deathCauseSchema, type DeathCause } from './cause-of-death.ts'

/** The deaths of the process on each model (by its file: path, size, time), since it last ran well. */
export const deathRecordSchema = z.record(
  z.string(),
  z.array(z.strictObject({ cause: deathCauseSchema, settings: startSettingsSchema }))
)
export type DeathRecord = z.infer<typeof deathRecordSchema>

/** After so many deaths on one model, it is not loaded again without being asked. */
const MOST_DEATHS = 3

/** Adds a death to every model that was loaded: which of them it was, nobody knows. */
export function afterDeath(
  record: DeathRecord,
  models: readonly string[],
  cause: DeathCause,
  settings: StartSettings
): DeathRecord {
  const deaths = models.map((model) => [model, [...(record[model] ?? []), { cause, settings }]])
  return { ...record, ...(Object.fromEntries(deaths) as DeathRecord) }
}

/** A run that ended well clears its models. */
export function afterSuccess(record: DeathRecord, models: readonly string[]): DeathRecord {
  return Object.fromEntries(Object.entries(record).filter(([model]) => !models.includes(model)))
}

/** What to offer for the next start: what was wanted, or less of what the process died of. */
export function nextStart(
  record: DeathRecord,
  models: readonly string[],
  wanted: StartSettings
): NextStart {
  const deaths = models
    .map((model) => record[model] ?? [])
    .reduce((most, some) => (some.length > most.length ? some : most), [])
  const last = deaths.at(-1)
  if (last === undefined) return { offer: {}, ask: false, reason: null, advice: null }
  const times =
    deaths.length === 1 ? 'once' : deaths.length === 2 ? 'twice' : `${deaths.length} times`
  const onGpu = deaths.some(({ settings }) => settings.gpu)
  const offer = changes({ ...wanted, gpu: wanted.gpu && onGpu }, reduced(last.cause, last.settings))
  return {
    offer,
    advice: inSentence(wanted, offer),
    ask: deaths.length >= MOST_DEATHS,
    reason: `The inference process ended ${times} with these models, at last because ${IN_WORDS[last.cause]}.`
  }
}

const IN_WORDS: Readonly<Record<DeathCause, string>> = {
  'out-of-memory': 'the memory was full',
  aborted: 'llama.cpp crashed',
  'illegal-instruction': 'the processor lacks an instruction',
  killed: 'the system ended it, probably for want of memory',
  hung: 'it no longer answered'
}

/** Settings that take less than those that ended in this way. */
function reduced(cause: DeathCause, settings: StartSettings): StartSettings {
  switch (cause) {
    case 'out-of-memory':
    case 'killed':
      if (settings.paths > 1) return { ...settings, paths: Math.floor(settings.paths / 2) }
      if (settings.context > SHORTEST_CONTEXT) {
        return {
          ...settings,
          context: Math.max(SHORTEST_CONTEXT, Math.floor(settings.context / 2))
        }
      }
      return { ...settings, gpu: false }
    case 'illegal-instruction':
      return { ...settings, gpu: false }
    case 'aborted':
    case 'hung':
      // The drivers of GPUs are what crashes most; without one, fewer paths are the simpler case.
      if (settings.gpu) return { ...settings, gpu: false }
      return { ...settings, paths: Math.max(1, Math.floor(settings.paths / 2)) }
    default:
      throw new Error(`No such cause: ${String(cause satisfies never)}`)
  }
}

/** What is to be less than is wanted. */
function changes(wanted: StartSettings, most: StartSettings): StartOffer {
  return {
    ...(most.paths < wanted.paths && { paths: most.paths }),
    ...(most.context < wanted.context && { context: most.context }),
    ...(wanted.gpu && !most.gpu && { gpu: false })
  }
}

function inSentence(wanted: StartSettings, { paths, context, gpu }: StartOffer): string | null {
  const ways = [
    ...(paths === undefined
      ? []
      : [`${paths} ${paths === 1 ? 'path' : 'paths'} instead of ${wanted.paths}`]),
    ...(context === undefined
      ? []
      : [`a context of ${context} tokens instead of ${wanted.context}`]),
    ...(gpu === undefined ? [] : ['the CPU instead of the GPU'])
  ]
  return ways.length === 0 ? null : `Use ${ways.join(', and ')}.`
}
