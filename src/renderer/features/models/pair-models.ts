import type { ModelRow } from '../../../shared/contract/models.ts'
import type { ServerRow } from '../../../shared/contract/model-servers.ts'
import { parameters } from '../../lib/figures.ts'
import { reasonsOf, traitsLine } from './model-list.ts'

/** A model as a pair's editor offers it: a file, or one on a server. */
export interface PairModel extends Pick<ModelRow, 'id' | 'name' | 'target' | 'traits'> {
  /** What tells it from others, or why it cannot serve. */
  readonly detail: string
  readonly isOnServer: boolean
}

export function pairModels(
  models: readonly ModelRow[],
  servers: readonly ServerRow[]
): readonly PairModel[] {
  return [...models.map(inFile), ...servers.map(onServer)]
}

function inFile(model: ModelRow): PairModel {
  const { id, name, target, traits } = model
  const detail = target.able ? traitsLine(model) : reasonsOf(model).join(' ')
  return { id, name, target, traits, detail, isOnServer: false }
}

function onServer({ id, name, address, report }: ServerRow): PairModel {
  const detail = `${parameters(report.parameters)} · ${address}`
  return { id, name, target: { able: true }, traits: null, detail, isOnServer: true }
}
