import { z } from 'zod'
import type { Language } from './contract/settings.ts'
import { settingText } from './setting-value.ts'
import { say, type SimpleKey } from './words/say.ts'

/** Something that a run was set to, by its place in the run's configuration: "options.paths". */
export const settingSchema = z.strictObject({ setting: z.string(), value: z.unknown() })
export type Setting = z.infer<typeof settingSchema>

/** What each setting of a run is called, by its place in the configuration: of what stands deeper, its nearest name holds. */
const NAMES: Readonly<Record<string, SimpleKey>> = {
  kind: 'setting.kind',
  set: 'wizard.set',
  'set.id': 'setting.set.id',
  methods: 'wizard.methods',
  repeats: 'wizard.repeats',
  limit: 'setting.limit',
  sample: 'setting.sample',
  seed: 'solve.seed',
  policy: 'page.fact.grading',
  parallel: 'wizard.atOnce',
  fork: 'setting.fork',
  prompts: 'solve.prompts',
  'prompts.sha256': 'setting.prompts.text',
  strategies: 'solve.strategies',
  'strategies.sha256': 'setting.strategies.text',

  'options.method': 'solve.method',
  'options.seed': 'solve.seed',
  'options.paths': 'solve.paths',
  'options.threshold': 'solve.threshold',
  'options.scorer': 'solve.scorer',
  'options.selection': 'setting.selection',
  'options.stop': 'solve.stopRule',
  'options.vote': 'solve.vote',
  'options.rewrite': 'solve.rewrite',
  'options.weakToken': 'setting.weakToken',
  'options.draftAhead': 'solve.draftAhead.short',
  'options.plan.effort': 'solve.effort',
  'options.plan.evidence': 'setting.plan.evidence',
  'options.plan.draft': 'setting.plan.draft',
  'options.plan.draft.paths': 'setting.plan.draft.paths',
  'options.plan.draft.sure': 'setting.plan.draft.sure',
  'options.plan.draft.handsOver': 'setting.plan.draft.handsOver',
  'options.plan.paths': 'setting.plan.paths',
  'options.plan.wave': 'setting.plan.wave',
  'options.plan.sure': 'setting.plan.sure',
  'options.plan.lead': 'setting.plan.lead',
  'options.temperature': 'solve.option.temperature',
  'options.topP': 'solve.option.topP',
  'options.topK': 'solve.option.topK',
  'options.maxStepTokens': 'solve.option.maxStepTokens',
  'options.maxTokens': 'solve.option.maxTokens',
  'options.exact': 'solve.exact',
  'options.timeLimit': 'solve.limit',

  'pair.setup.gpu': 'pairs.gpu',
  'pair.setup.threads': 'setting.threads',
  'pair.setup.context': 'setting.context',
  'pair.setup.loadAnyway': 'setting.loadAnyway',

  'versions.tandem': 'setting.version.tandem',
  'versions.engine': 'setting.version.engine',
  'versions.node': 'setting.version.node',
  'hardware.platform': 'setting.platform',
  'hardware.cpu': 'settings.processor',
  'hardware.cores': 'setting.cores',
  'hardware.memoryBytes': 'settings.memory',
  'hardware.device': 'loaded.device'
}

/** The same of what is told of each of the two models. */
const NAMES_OF_A_MODEL: Readonly<Record<string, SimpleKey>> = {
  'pair.{role}.name': 'servers.model',
  'pair.{role}.sha256': 'model.hash',
  'pair.{role}.bytes': 'model.size',
  'pair.{role}.architecture': 'model.architecture',
  'pair.{role}.parameters': 'model.weights',
  'pair.{role}.source': 'model.from',
  'pair.{role}.source.path': 'model.file',
  'pair.{role}.source.url': 'servers.server',
  'pair.{role}.source.model': 'servers.modelOn',
  'pair.setup.templates.{role}': 'model.template',
  'pair.setup.gpuLayers.{role}': 'fit.layers'
}

/**
 * What a setting is called that a comparison names by its place: "options.paths" is "Paths". One that only a later
 * version has keeps the name of its place.
 */
export function settingName(setting: string, language: Language = 'en'): string {
  const key = nearest(NAMES, setting)
  if (key !== null) return say(language, key)
  const [, role] = /\.(target|draft)(?=\.|$)/.exec(setting) ?? []
  if (role === undefined) return setting
  const ofModel = nearest(NAMES_OF_A_MODEL, setting.replace(`.${role}`, '.{role}'))
  return ofModel === null
    ? setting
    : say(language, 'setting.ofModel', { role, what: say(language, ofModel) })
}

function nearest(names: Readonly<Record<string, SimpleKey>>, place: string): SimpleKey | null {
  for (let at = place; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const key = names[at]
    if (key !== undefined) return key
  }
  return null
}

/** "Paths 5, Threshold 7". */
export function settingsText(settings: readonly Setting[], language: Language = 'en'): string {
  return settings
    .map(
      ({ setting, value }) =>
        `${settingName(setting, language)} ${settingText(setting, value, language)}`
    )
    .join(', ')
}
