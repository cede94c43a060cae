import type { ModelRow } from '../../../shared/contract/models.ts'
import type { ModelOrigin } from '../../../shared/model-library.ts'
import { parameters } from '../../lib/figures.ts'
import { t } from '../../words/t.ts'

/** The columns that a list of models can be sorted by. */
export const COLUMNS = [
  'name',
  'architecture',
  'parameters',
  'quantisation',
  'contextLength',
  'bytes',
  'roles'
] as const
export type Column = (typeof COLUMNS)[number]

export interface Sorting {
  readonly by: Column
  readonly descending: boolean
}

export interface ModelFilter {
  /** Words that must all be in its name, its traits or its path. */
  readonly text: string
  readonly origin: ModelOrigin | 'all'
  readonly serves: 'all' | 'able' | 'unable'
}

/** The models that pass the filter, sorted; those without the figure come last in both directions. */
export function arrange(
  models: readonly ModelRow[],
  { text, origin, serves }: ModelFilter,
  { by, descending }: Sorting
): ModelRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const passing = models.filter((model) => {
    if (origin !== 'all' && model.origin !== origin) return false
    if (serves !== 'all' && canServe(model) !== (serves === 'able')) return false
    const said = words.length === 0 ? '' : textOf(model)
    return words.every((word) => said.includes(word))
  })
  return passing.sort((a, b) => {
    const [x, y] = [figureOf(a, by), figureOf(b, by)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    const order = typeof x === 'string' ? x.localeCompare(String(y), 'en') : x - Number(y)
    return (descending ? -order : order) || a.name.localeCompare(b.name, 'en')
  })
}

export function canServe({ target, draft }: ModelRow): boolean {
  return target.able || draft.able
}

/** Why it cannot serve, each reason once. */
export function reasonsOf({ target, draft }: ModelRow): string[] {
  const said = [target, draft].flatMap((fitness) => (fitness.able ? [] : [fitness.reason]))
  return [...new Set(said)]
}

/** "2.9M · F16", as far as it is known. */
export function traitsLine({ traits }: ModelRow): string {
  return traits === null ? '' : `${parameters(traits.parameters)} · ${traits.quantisation}`
}

function figureOf(model: ModelRow, column: Column): string | number | null {
  switch (column) {
    case 'name':
    case 'bytes':
      return model[column]
    case 'roles':
      return Number(model.target.able) + Number(model.draft.able)
    case 'architecture':
    case 'parameters':
    case 'quantisation':
    case 'contextLength':
      return model.traits?.[column] ?? null
  }
}

function textOf({ name, traits, files, origin }: ModelRow): string {
  return [name, traits?.architecture, traits?.quantisation, t(`origin.${origin}`), files[0]]
    .join(' ')
    .toLowerCase()
}
