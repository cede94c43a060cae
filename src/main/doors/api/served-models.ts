import { METHODS, findMethod, type Method } from '../../../core/methods.ts'
import type { SavedPair } from '../../../shared/model-library.ts'
import { METHOD_NAMES } from '../../../shared/options.ts'
import { ApiError, repeated } from './errors.ts'

/** A pair as clients know it. */
export interface ServedPair {
  /** `bundled`, or a saved pair's id. */
  readonly called: string
  readonly pair: SavedPair
}

/** What a client calls a model: a pair of models with the method by which they solve together. */
export interface ServedModel {
  /** `ssr-adaptive/bundled`. */
  readonly id: string
  readonly method: Method
  readonly pair: SavedPair
}

/** Every method with every pair, the pairs in their order. */
export function servedModels(pairs: readonly ServedPair[]): ServedModel[] {
  return pairs.flatMap(({ called, pair }) =>
    METHOD_NAMES.map((name) => ({ id: `${name}/${called}`, method: METHODS[name], pair }))
  )
}

/**
 * The model of that id. Pairs may be called by their own ids and names, too.
 *
 * @throws ApiError 404
 */
export function findServed(id: string, pairs: readonly ServedPair[]): ServedModel {
  const [name = '', ...rest] = id.split('/')
  const wanted = rest.join('/')
  const method = findMethod(name)
  const found =
    pairs.find(({ called }) => called === wanted) ??
    pairs.find(({ pair }) => pair.id === wanted || pair.name === wanted)
  if (method !== null && found !== undefined) {
    return { id: `${name}/${found.called}`, method, pair: found.pair }
  }
  throw new ApiError(
    404,
    `There is no model "${repeated(id)}". A model is a method and a pair, such as "ssr-adaptive/${pairs[0]?.called ?? 'bundled'}"; GET /v1/models lists all.`,
    { param: 'model', code: 'model_not_found' }
  )
}

/** A model as the list has it. @param created seconds since 1970. */
export function modelEntry({ id, method, pair }: ServedModel, created: number) {
  return {
    id,
    object: 'model',
    created,
    owned_by: 'tandem',
    tandem: { method: method.name, summary: method.summary, pair: pair.name }
  }
}
