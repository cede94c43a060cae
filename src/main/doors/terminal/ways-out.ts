import type { StartOffer } from '../../../shared/next-start.ts'
import type { EngineFailure } from '../../engine/engine.ts'

/** What to type after a failure of the engine, as sentences; none where nothing helps. */
export function waysOut({ kind, offer }: Pick<EngineFailure, 'kind' | 'offer'>): string[] {
  const flags = flagsOf(offer)
  return [
    ...(flags === '' ? [] : [`Add: ${flags}.`]),
    ...(kind === 'wont-fit' || kind === 'died-often'
      ? ['To load them all the same, add: --load-anyway.']
      : [])
  ]
}

/** An offer as the flags that take it. */
export function flagsOf({ paths, context, gpu }: StartOffer): string {
  return [
    ...(paths === undefined ? [] : [`--paths ${paths}`]),
    ...(context === undefined ? [] : [`--context ${context}`]),
    ...(gpu === false ? ['--gpu off'] : [])
  ].join(' ')
}
