import { describe, expect, it } from 'vitest'
import {
  nextRewritten,
  nextPath,
  nextStep
} from '../../../src/renderer/features/attempt/positions.ts'
import type { PathView } from '../../../src/shared/view.ts'
import { runScripted } from '../../helpers/solve-job.ts'

async function paths(): Promise<readonly PathView[]> {
  // The second and later paths' first steps are rewritten.
  const { view } = await runScripted({
    target: {
      choices: ({ turn, continuations, chat }) =>
        turn === null
          ? continuations.map((_, index) => 0.4 - index / 10)
          : continuations.map((_, digit) => Number(digit === (chat.user.includes('red') ? 9 : 1)))
    }
  })
  return view.paths
}

describe('moving through an attempt', () => {
  it('goes to the first step first', async () => {
    expect(nextStep(await paths(), null, 1)).toEqual({ path: 0, step: 0 })
  })

  it('stays within a path', async () => {
    const all = await paths()
    expect(nextStep(all, { path: 0, step: 0 }, -1)).toEqual({ path: 0, step: 0 })
    expect(nextStep(all, { path: 0, step: 1 }, 1)).toEqual({ path: 0, step: 1 })
  })

  it('keeps the step when it changes the path', async () => {
    expect(nextPath(await paths(), { path: 0, step: 1 }, 1)).toEqual({ path: 1, step: 1 })
  })

  it('goes from one rewritten step to the next, and round', async () => {
    const all = await paths()
    const first = nextRewritten(all, null)
    expect(first).toEqual({ path: 1, step: 0 })
    let position = first
    for (let count = 0; count < 4; count++) position = nextRewritten(all, position)
    expect(position).toEqual(first)
  })
})
