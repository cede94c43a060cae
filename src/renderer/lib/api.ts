import type { CallerInput, CallName, Output, Push, PushName } from '../../shared/contract.ts'
import type { Wire } from '../../shared/rpc.ts'
import { CallFailed } from './call-failed.ts'
import { openWebWire } from './web-wire.ts'

declare global {
  interface Window {
    /** Put there by the preload script of the desktop window. */
    readonly bridge?: Wire
  }
}

const wire: Wire = window.bridge ?? openWebWire(`ws://${location.host}/`)

type InputOf<N extends CallName> =
  CallerInput<N> extends void ? readonly [] : readonly [input: CallerInput<N>]

/** Asks the program for something. Throws `CallFailed`, which can be shown as it is. */
export async function call<N extends CallName>(
  name: N,
  ...[input]: InputOf<N>
): Promise<Output<N>> {
  const result = await wire.call(name, input)
  if (!result.ok) throw new CallFailed(result.failure)
  return result.value as Output<N>
}

/** Listens to news of one kind; returns what ends it. */
export function onPush<N extends PushName>(
  name: N,
  listener: (payload: Push<N>) => void
): () => void {
  return wire.onPush((pushed, payload) => {
    if (pushed === name) listener(payload as Push<N>)
  })
}

/** Listens to the connection being lost and found; a desktop window never loses it. */
export function onConnection(listener: (connected: boolean) => void): () => void {
  return wire.onConnection?.(listener) ?? (() => undefined)
}
