import { contextDemand } from '../../../core/memory/context-demand.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import type { PageContext } from './page-context.ts'
import { pairSetup } from './pair-choices.ts'

/** The inference process: what became of it, and what that means for the next start. */
export function engineHandlers({ application }: PageContext): Pick<Handlers, 'engine.next-start'> {
  return {
    'engine.next-start': ({ pair, options, loading }) => {
      const setup = pairSetup(application, pair, loading)
      const wanted = { ...contextDemand(options, setup.context), gpu: setup.gpu !== 'off' }
      return application.modelServices().deaths.next(setup, wanted)
    }
  }
}
