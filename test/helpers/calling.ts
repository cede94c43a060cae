import type { PageDoor } from '../../src/main/doors/rpc/page-door.ts'
import type { CallerInput, CallName, Output } from '../../src/shared/contract.ts'

/** Calls as a page makes them; a refusal is thrown. */
export type Caller = <N extends CallName>(name: N, input: CallerInput<N>) => Promise<Output<N>>

export function calling({ dispatch }: Pick<PageDoor, 'dispatch'>): Caller {
  return async (name, input) => {
    const result = await dispatch(name, input)
    if (!result.ok) throw new Error(`${name}: ${result.failure.message}`)
    return result.value as Output<typeof name>
  }
}
