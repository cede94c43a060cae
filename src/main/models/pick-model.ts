import { resolve } from 'node:path'
import type { ListedModel } from '../../shared/model-library.ts'
import { UserError } from '../user-error.ts'

/** The one model that is meant: by id, exact name or path, or else by the beginning of an id. */
export function pickModel(all: readonly ListedModel[], what: string): ListedModel {
  const path = resolve(what)
  const exact = all.filter(
    ({ id, name, entry }) => id === what || name === what || entry.files[0]?.path === path
  )
  const [model, ...others] = exact.length > 0 ? exact : all.filter(({ id }) => id.startsWith(what))
  if (model === undefined) {
    throw new UserError(
      `There is no model "${what}" in the library. "tandem models list" shows all.`
    )
  }
  if (others.length > 0) {
    throw new UserError(
      `"${what}" means ${others.length + 1} models. Use an id: ${[model, ...others].map(({ id }) => id).join(', ')}`
    )
  }
  return model
}
