import { describe, expect, it } from 'vitest'
import { settleAhead } from '../../src/core/attempt.ts'
import { METHODS } from '../../src/core/methods.ts'
import { solve } from '../../src/core/solve.ts'
import { totalUsage } from '../../src/shared/cost.ts'
import { METHOD_NAMES } from '../../src/shared/options.ts'
import { ScriptedModel, type Script } from '../helpers/scripted-model.ts'
import { certainDigit, runScripted, scriptedJob, type Setup } from '../helpers/solve-job.ts'

const STEPS = ['One.\n\n', 'Two.\n\n', 'The answer is \\boxed{3}.\n\n']

/** Writes these steps, one after the other, whoever wrote those before. */
const inOrder: Script['write'] = ({ text }) => STEPS[text.split('\n\n').length - 1]!

/** Scores by the step that it reads last. */
function scoring(score: (text: string) => number): NonNullable<Script['choices']> {
  return ({ text, turn, continuations }) =>
    turn === null ? continuations.map(() => 0.1) : certainDigit(score(text))
}

/** One path, on which both models write the same unless told otherwise. */
function runAhead({ draft, target, options, ...rest }: Setup = {}) {
  return runScripted({
    ...rest,
    options: { method: 'specreason', draftAhead: 'on', ...options },
    draft: { write: inOrder, ...draft },
    target: { write: inOrder, ...target }
  })
}

/** Resolves when somebody opens it. */
function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, opened }
}

describe('a draft that writes ahead', () => {
  it('has the next step ready when the target lets one stand', async () => {
    const read = gate()
    const written: string[] = []
    const { view, all } = await runAhead({
      draft: {
        write: (moment) => {
          written.push(moment.text)
          // The target is held up until the draft has come to its second step.
          if (moment.text !== '') read.open()
          return inOrder(moment)
        }
      },
      target: { pause: () => read.opened }
    })
    expect(view.paths[0]!.steps.map(({ text, state }) => [text, state])).toEqual(
      STEPS.map((text) => [text, 'accepted'])
    )
    expect(written).toEqual(['', 'One.\n\n', 'One.\n\nTwo.\n\n'])
    expect(all('step-drafted').map(({ cost }) => cost.map(({ purpose }) => purpose))).toEqual([
      ['write'],
      ['write'],
      ['write']
    ])
    expect(view.cost.draft.ahead.decoded).toBe(0)
  })

  it('throws away what followed a step that the target rewrites, and bills it as that', async () => {
    const { view, all, draft } = await runAhead({
      draft: { write: (moment) => (moment.text === '' ? 'Bad.\n\n' : inOrder(moment)) },
      target: { choices: scoring((text) => (text.includes('Bad') ? 1 : 9)) }
    })
    const [first] = view.paths[0]!.steps
    expect(first).toMatchObject({ author: 'target', text: 'One.\n\n', state: 'rewritten' })
    expect(view.answer).toBe('3')
    const [rewritten] = all('step-rewritten')
    expect(rewritten!.cost.map(({ model, purpose }) => `${model} ${purpose}`)).toEqual([
      'draft ahead',
      'target write',
      'draft sync'
    ])
    // "Two." of four tokens was written behind "Bad.", in vain.
    const { prefilled, decoded } = totalUsage(view.cost.draft)
    expect(view.cost.draft.ahead.decoded).toBe(3)
    expect(prefilled + decoded).toBe(draft.evaluated)
  })

  it('is cut off where the step before is rejected while it writes', async () => {
    const ahead = { begun: gate(), left: gate() }
    const { view, all } = await runAhead({
      draft: {
        write: (moment) => (moment.text === '' ? 'Bad.\n\n' : inOrder(moment)),
        pace: async ({ text }) => {
          if (text !== 'Bad.\n\n') return
          ahead.begun.open()
          await ahead.left.opened
        }
      },
      target: {
        pause: ({ text }) => (text === '' ? ahead.begun.opened : Promise.resolve()),
        choices: scoring((text) => {
          if (!text.includes('Bad')) return 9
          // Once the score is known, and the draft has been told, it comes to its first token.
          setTimeout(ahead.left.open)
          return 1
        })
      }
    })
    expect(view.cost.draft.ahead.decoded).toBe(1)
    expect(view.paths[0]!.steps.map(({ text }) => text)).toEqual(STEPS)
    expect(all('step-progress').some(({ step, author }) => step === 1 && author === 'draft')).toBe(
      true
    )
  })

  it('that fails is not missed behind a step that does not stand, and told behind one that does', async () => {
    const dying =
      (first: string): Script['write'] =>
      (moment) => {
        if (moment.text === first) throw new Error('The draft died.')
        return moment.text === '' ? first : inOrder(moment)
      }
    const target = { choices: scoring((text) => (text.includes('Bad') ? 1 : 9)) }
    const { view } = await runAhead({ draft: { write: dying('Bad.\n\n') }, target })
    expect(view.answer).toBe('3')
    const needed = await runAhead({ draft: { write: dying('One.\n\n') }, target })
    expect(needed.view).toMatchObject({
      outcome: 'failed',
      cause: 'Every path failed: The draft died.'
    })
  })

  it('begins nothing behind a step that ends the path, or that is empty', async () => {
    const behind: string[] = []
    const { view } = await runAhead({
      draft: {
        write: (moment) => {
          behind.push(moment.text)
          return moment.text === '' ? '  ' : inOrder(moment)
        }
      }
    })
    // The empty step ends the draft's turn, and the box ends the path.
    expect(behind).toEqual(['', 'One.\n\n', 'One.\n\nTwo.\n\n'])
    expect(view.cost.draft.ahead.decoded).toBe(0)
    expect(view.answer).toBe('3')
  })

  it('shows nothing of a step before its turn has come', async () => {
    const { events } = await runAhead()
    let step = 0
    for (const event of events) {
      if (event.type === 'step-progress') expect(event.step).toBe(step)
      if (event.type === 'step-accepted') step += 1
    }
    expect(step).toBe(STEPS.length)
  })

  it('says how long it had been writing when the target was done', async () => {
    const { all } = await runAhead()
    const [first, second] = all('step-drafted')
    const [scored] = all('step-scored')
    const scoring = scored!.cost.reduce((sum, { ms }) => sum + ms, 0)
    expect(first!.cost[0]!.headStart).toBeUndefined()
    expect(second!.cost[0]!.headStart).toBe(scoring)
  })

  it('writes once more where the target has less room than it seemed', async () => {
    const setup: Setup = {
      options: { maxStepTokens: 40 },
      draft: { write: ({ text }) => `${text.length} aaaaaaaa bbbbbbbb cccccccc.\n\n` },
      // Letter by letter: the first step takes 31 of 36 tokens, where the draft counts 9.
      target: { split: (text) => [...text], contextSize: 109, write: () => 'x'.repeat(400) }
    }
    const on = await runAhead(setup)
    const off = await runAhead({ ...setup, options: { ...setup.options, draftAhead: 'off' } })
    const steps = ({ view }: typeof on) =>
      view.paths[0]!.steps.map(({ text, stop }) => [text, stop])
    expect(steps(on)).toEqual(steps(off))
    expect(steps(on).at(-1)).toEqual(['31 aaaaaaaa bbbbbbbb', 'length'])
    expect(on.view.paths[0]!.end).toBe('context-full')
    expect(on.view.cost.draft.ahead.decoded).toBe(9)
  })

  it('drops what it wrote where a person stops the path, with all of it on the bill', async () => {
    const stoppedPaths = new Set<number>()
    const { view, draft, target } = await runAhead({
      job: { stoppedPaths },
      target: {
        choices: scoring(() => {
          stoppedPaths.add(0)
          return 9
        })
      }
    })
    expect(view.paths[0]).toMatchObject({ end: 'stopped', answer: null })
    for (const [cost, model] of [
      [view.cost.draft, draft],
      [view.cost.target, target]
    ] as const) {
      const { prefilled, decoded } = totalUsage(cost)
      expect(prefilled + decoded).toBe(model.evaluated)
      expect(model.openThreads).toBe(0)
    }
  })

  it('writes nothing again of a path that was handed over', async () => {
    const run = (draftAhead: 'on' | 'off') =>
      runScripted({
        options: {
          method: 'ssr-adaptive',
          draftAhead,
          plan: {
            ...{ effort: 'balanced', evidence: 'min', paths: 2, wave: 1, sure: 2, lead: 2 },
            draft: { paths: 1, sure: 2, handsOver: true }
          }
        },
        draft: { write: inOrder, own: () => 0.5 },
        target: { write: inOrder, own: () => 0.5, probability: () => 0.6 }
      })
    const [on, off] = [await run('on'), await run('off')]
    const texts = ({ view }: typeof on) =>
      view.paths.map(({ steps }) => steps.map(({ text }) => text))
    expect(texts(on)).toEqual(texts(off))
    const written = ({ view }: typeof on) => view.cost.draft.write.decoded
    expect(written(on)).toBe(written(off))
  })
})

describe('whether the draft writes ahead', () => {
  const on = (server: string | null) => new ScriptedModel({ write: () => '' }, { server })

  it.each([
    [null, null, 'off'],
    [null, 'http://far:8000', 'on'],
    ['http://near:8000', 'http://far:8000', 'on'],
    ['http://far:8000', 'http://far:8000', 'off'],
    ['http://near:8000', null, 'off']
  ])('is decided by where they compute: draft %s, target %s: %s', (draft, target, expected) => {
    const pair = { draft: on(draft), target: on(target) }
    expect(settleAhead('auto', METHODS.ssr, pair)).toBe(expected)
    expect(settleAhead('on', METHODS.ssr, pair)).toBe('on')
    expect(settleAhead('off', METHODS.ssr, pair)).toBe('off')
  })

  it('is no question where no step is drafted', () => {
    const pair = { draft: on(null), target: on('http://far:8000') }
    const drafting = METHOD_NAMES.filter((name) => settleAhead('on', METHODS[name], pair) === 'on')
    expect(drafting).toEqual(['specreason', 'ssr', 'ssr-fast1', 'ssr-fast2', 'ssr-adaptive'])
  })

  it('is said where the attempt begins', async () => {
    const begun = async (server: string | null) => {
      const { job, models } = scriptedJob({ options: { draftAhead: 'auto' } })
      const target = new ScriptedModel({ write: () => '' }, { server })
      for await (const event of solve({ ...job, pair: { ...models, target } })) {
        if (event.type === 'started') return event.options.draftAhead
      }
      return null
    }
    expect([await begun(null), await begun('http://far:8000')]).toEqual(['off', 'on'])
  })
})
