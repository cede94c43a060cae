import type { Language } from './contract/settings.ts'
import { EFFORTS } from './plan.ts'
import { findScorer } from './scorers/scorers.ts'
import { findStopRule } from './stop-rules.ts'
import { withDecimalMark } from './words/number-format.ts'
import { retold } from './words/retold.ts'
import { say, type SimpleKey } from './words/say.ts'

/** What holds where nothing is set, by the place of the setting. */
const UNSET: Readonly<Record<string, SimpleKey>> = {
  'options.stop': 'solve.byMethod',
  'options.vote': 'solve.byMethod',
  'options.rewrite': 'solve.byMethod',
  'pair.setup.gpuLayers.{role}': 'gpuLayers.auto'
}

/** What the names mean that settings are set to, by the place of the setting. */
const NAMED: Readonly<Record<string, Readonly<Record<string, SimpleKey>>>> = {
  policy: { strict: 'policy.strict', standard: 'policy.standard' },
  parallel: { measured: 'setting.atOnce.measured' },
  'options.selection': { letters: 'solve.selection.letters', random: 'solve.selection.random' },
  'options.vote': {
    count: 'solve.vote.count',
    score: 'solve.vote.score',
    evidence: 'solve.vote.evidence'
  },
  'options.rewrite': {
    whole: 'solve.rewrite.whole',
    suffix: 'solve.rewrite.suffix'
  },
  'options.draftAhead': {
    auto: 'solve.draftAhead.auto',
    on: 'solve.draftAhead.on',
    off: 'solve.draftAhead.off'
  },
  'options.plan.evidence': {
    min: 'setting.plan.evidence.min',
    mean: 'setting.plan.evidence.mean'
  },
  'pair.setup.gpu': { auto: 'setting.gpu.auto', off: 'setting.gpu.off' },
  'pair.{role}.source.kind': { file: 'model.file', server: 'servers.server' }
}

/** What those names mean that are typed in commands and stand in papers: they stay as they are, and this stands behind. */
const EXPLAINED: Readonly<Record<string, (name: string, language: Language) => string | null>> = {
  'options.stop': (name, language) => retold(findStopRule(name)?.help ?? '', language),
  'options.scorer': (name, language) => retold(findScorer(name)?.help ?? '', language),
  'options.plan.effort': (name, language) => {
    const effort = EFFORTS.find((one) => one === name)
    return effort === undefined ? null : say(language, `solve.effort.${effort}`)
  }
}

/**
 * What a setting is set to, as a person reads it. A name that only a later version has is said as it is.
 *
 * @param setting its place in the run's configuration: "options.paths"
 */
export function settingText(setting: string, value: unknown, language: Language = 'en'): string {
  if (Array.isArray(value)) {
    return value.map((one: unknown) => settingText(setting, one, language)).join(', ')
  }
  const place = setting.replace(/\.(target|draft)(?=\.|$)/, '.{role}')
  if (value === null || value === undefined) {
    const key = UNSET[place]
    return key === undefined ? '–' : say(language, key)
  }
  if (typeof value === 'boolean') return say(language, value ? 'setting.yes' : 'setting.no')
  if (typeof value === 'number') return withDecimalMark(String(value), language)
  if (typeof value !== 'string') return JSON.stringify(value)
  const names = NAMED[place] ?? {}
  if (Object.hasOwn(names, value)) return say(language, names[value]!)
  const meaning = EXPLAINED[place]?.(value, language)
  return meaning ? `${value} (${meaning})` : retold(value, language)
}
