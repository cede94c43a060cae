import type { PromptPreview } from '../../../shared/contract/definitions.ts'
import { GENERIC } from '../../../shared/model-library.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import { scoreTurn, selectPrompt, solvePrompt } from '../../../core/prompts.ts'
import type { Chat, Turn } from '../../../core/ports.ts'
import type { PageContext } from './page-context.ts'

type DefinitionCalls = Extract<keyof Handlers, `definitions.${string}`>

/** The words with which models are asked, and the ways that they choose from. */
export function definitionHandlers({ application }: PageContext): Pick<Handlers, DefinitionCalls> {
  const { definitions } = application
  return {
    'definitions.read': async () => {
      const [prompts, strategies] = await Promise.all([
        definitions.prompts.list(),
        definitions.strategies.list()
      ])
      return {
        prompts: [...prompts.stored],
        strategies: [...strategies.stored],
        broken: [...prompts.broken, ...strategies.broken]
      }
    },
    'definitions.preview': ({ prompts, pool, problem, strategy }) => {
      const followed = strategy === null ? null : (pool.strategies[strategy] ?? null)
      const select = selectPrompt(prompts, problem, pool.strategies, GENERIC.paths)
      return [
        shown('solve', solvePrompt(prompts, problem, followed)),
        shown('select', select),
        shown('score', { ...scoreTurn(prompts), system: null }),
        { purpose: 'forced', system: null, user: null, begins: prompts.forced }
      ]
    },
    'definitions.save-prompts': (prompts) => definitions.prompts.save(prompts),
    'definitions.save-strategies': (pool) => definitions.strategies.save(pool),
    'definitions.remove': ({ kind, id }) => definitions[kind].remove(id)
  }
}

function shown(purpose: PromptPreview['purpose'], chat: Chat): PromptPreview {
  return { purpose, system: chat.system, user: chat.user, begins: beginningOf(chat) }
}

/** The thinking part comes first, open or empty, unless the model's own template writes it. */
function beginningOf({ thinking, opening }: Turn): string {
  if (thinking === null) return opening
  const { open, close, state } = thinking
  return state === 'open' ? `${open}\n${opening}` : `${open}\n\n${close}\n\n${opening}`
}
