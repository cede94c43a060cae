import { z } from 'zod'
import type { CallName, Input, Output, PushName, Push } from './contract.ts'
import { failureSchema } from './failure.ts'

/** What comes back from a call, in both doors. */
export const resultSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), failure: failureSchema })
])
export type Result = z.infer<typeof resultSchema>

/** What the page sends over the web door's socket. */
export const requestSchema = z.strictObject({
  id: z.int().nonnegative(),
  call: z.string(),
  /** Left out by calls that need none. */
  input: z.unknown().optional()
})

/** What the web door's socket sends to the page: the answer to a request, or news. */
export type Message =
  | { readonly id: number; readonly result: Result }
  | { readonly push: string; readonly payload: unknown }

/** Sends news to every page of a door. */
export type Publish = <N extends PushName>(name: N, payload: Push<N>) => void

/** One function for every call of the contract. */
export type Handlers = {
  readonly [N in CallName]: (input: Input<N>) => Output<N> | Promise<Output<N>>
}

/** What a page has of a door: nothing but plain data goes through it. */
export interface Wire {
  call(name: string, input: unknown): Promise<Result>
  onPush(listener: (name: string, payload: unknown) => void): () => void
  /** Called when the connection is lost or found again. A window's own process cannot be lost. */
  onConnection?(listener: (connected: boolean) => void): () => void
}
