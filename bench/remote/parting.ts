import type { Model } from '../../src/core/ports.ts'
import { NEVER } from '../engine/models.ts'
import type { promptOf } from './problems.ts'

/** Where two texts of one prompt part. */
export interface Parting {
  /** Between the tokens that each goes on with. */
  readonly nats: number
  readonly said: string
}

/** How probable a model finds the two ways that texts take where they part. */
export async function partingOf(
  model: Model,
  chat: ReturnType<typeof promptOf>,
  [ours, theirs]: readonly [string, string]
): Promise<Parting> {
  let common = 0
  while (common < ours.length && ours[common] === theirs[common]) common += 1
  const { thread } = await model.open(chat, NEVER)
  try {
    const start = thread.mark()
    await thread.append(ours, NEVER)
    // The tokens that part may begin alike.
    const { mark, characters } = thread.cutAfter(start, common)
    const first = async (text: string) => {
      await thread.rewind(mark)
      const { probabilities } = await thread.tokenProbabilities(text.slice(characters), NEVER)
      return probabilities[0] ?? NaN
    }
    const [a, b] = [await first(ours), await first(theirs)]
    const nats = Math.abs(Math.log(a) - Math.log(b))
    const candidates = `${a.toFixed(4)} and ${b.toFixed(4)}, ${nats.toFixed(3)} nat apart`
    return { nats, said: `parts at character ${common} between candidates of ${candidates}` }
  } finally {
    await thread.close()
  }
}
