import { describe, expect, it } from 'vitest'
import { solve } from '../../src/core/solve.ts'
import { METHOD_NAMES } from '../../src/shared/options.ts'
import { PURPOSES, totalUsage } from '../../src/shared/cost.ts'
import { emptyView, fold } from '../../src/shared/fold.ts'
import { acceptanceRate, passages, reservationsOf } from '../../src/shared/view.ts'
import { attemptEventSchema } from '../../src/shared/events.ts'
import { METHODS } from '../../src/core/methods.ts'
import type { Script } from '../helpers/scripted-model.ts'
import type { Plan } from '../../src/shared/plan.ts'
import {
  certainDigit,
  OPTIONS,
  PROFILE,
  runScripted,
  scriptedJob,
  strategyOf,
  type Setup
} from '../helpers/solve-job.ts'

describe('a step', () => {
  it('is accepted when the target rates it at the threshold', async () => {
    const { view } = await runScripted({
      options: { method: 'specreason', threshold: 5 },
      target: { choices: () => certainDigit(5) }
    })
    expect(view.paths[0]!.steps.map(({ author, state }) => [author, state])).toEqual([
      ['draft', 'accepted'],
      ['draft', 'accepted']
    ])
  })

  it('is rewritten by the target when it scores below the threshold', async () => {
    const { view } = await runScripted({
      options: { method: 'specreason', threshold: 5 },
      draft: { write: () => 'Nonsense.\n\n' },
      target: {
        choices: ({ text }) => certainDigit(text.includes('Nonsense') ? 2 : 9),
        write: () => 'The answer is \\boxed{7}.\n\n'
      }
    })
    const [step] = view.paths[0]!.steps
    expect(step).toMatchObject({ author: 'target', state: 'rewritten', score: null })
    expect(step!.rejected).toMatchObject({ text: 'Nonsense.\n\n', score: 2 })
    expect(view.answer).toBe('7')
    expect(acceptanceRate(view.paths)).toBe(0)
  })

  it('leaves no trace of a rejected draft in either model', async () => {
    const seen: string[] = []
    const { view } = await runScripted({
      options: { method: 'specreason' },
      draft: {
        write: ({ text }) => {
          seen.push(`draft:${text}`)
          return text === '' ? 'Bad.\n\n' : 'The answer is \\boxed{1}.\n\n'
        }
      },
      target: {
        write: ({ text }) => {
          seen.push(`target:${text}`)
          return 'Good.\n\n'
        },
        choices: ({ text }) => certainDigit(text.includes('Bad') ? 0 : 9)
      }
    })
    expect(seen).toEqual(['draft:', 'target:', 'draft:Good.\n\n'])
    expect(view.answer).toBe('1')
  })

  it('that is empty cannot be scored and is rewritten', async () => {
    const { view, all } = await runScripted({
      options: { method: 'specreason' },
      draft: { write: () => '' }
    })
    expect(all('step-scored')[0]).toMatchObject({ score: null, evidence: null })
    expect(view.paths[0]!.steps[0]!.author).toBe('target')
  })

  it('whose score is unparsed is rewritten, and never counted as 0', async () => {
    const { view } = await runScripted({
      options: { method: 'specreason', threshold: 0 },
      target: { choices: () => Array.from({ length: 10 }, () => 0.01) }
    })
    expect(view.paths[0]!.steps[0]!.rejected).toMatchObject({ score: null })
  })

  it('ends at its token limit when no delimiter comes', async () => {
    const { all } = await runScripted({
      options: { method: 'baseline', maxStepTokens: 4 },
      target: { write: ({ text }) => (text.length > 20 ? '\\boxed{3}.\n\n' : 'a b c d e f g h') }
    })
    expect(all('step-written')[0]).toMatchObject({ stop: 'length', tokens: 4 })
  })

  it('may begin with delimiters without ending at them', async () => {
    const { all } = await runScripted({
      options: { method: 'baseline' },
      target: { write: () => '\n\nThe answer is \\boxed{3}.\n\n' }
    })
    expect(all('step-written')[0]!.text).toBe('\n\nThe answer is \\boxed{3}.\n\n')
  })
})

describe('a path', () => {
  it('ends as repeated when it says the same thing twice', async () => {
    const { view } = await runScripted({
      options: { method: 'baseline' },
      target: { write: ({ text }) => (text.includes('boxed') ? '5}' : 'Again.\n\n') }
    })
    expect(view.paths[0]).toMatchObject({ end: 'repeated', answer: '5', forced: true })
    expect(view.paths[0]!.steps).toHaveLength(2)
  })

  it('ends as budget when its accepted tokens are used up, and is asked for its answer', async () => {
    let step = 0
    const { view } = await runScripted({
      options: { method: 'baseline', maxTokens: 12 },
      target: {
        write: ({ text }) => (text.includes('boxed') ? '\\frac{1}{2}}.' : `Step ${step++}.\n\n`)
      }
    })
    expect(view.paths[0]).toMatchObject({ end: 'budget', answer: '\\frac{1}{2}', forced: true })
  })

  it.each([
    [' 42 }', '42'],
    ['\\text{yes}}', '\\text{yes}'],
    [' B}', 'B'],
    ['no answer within so many tokens', null]
  ])('is asked for its answer in whatever form a model writes it (%j)', async (written, answer) => {
    const { view } = await runScripted({
      options: { method: 'baseline' },
      target: { write: ({ text }) => (text.includes('boxed') ? written : 'Again.\n\n') }
    })
    expect(view.paths[0]).toMatchObject({ end: 'repeated', answer, forced: answer !== null })
  })

  it('ends as context-full, with what stands, when the next step does not fit', async () => {
    let step = 0
    const { view } = await runScripted({
      options: { method: 'ssr', paths: 1 },
      draft: { contextSize: 140, write: () => `Step number ${step++} of many.\n\n` },
      target: { write: ({ text }) => (text.includes('boxed') ? '8}' : 'x') }
    })
    expect(view.paths[0]).toMatchObject({ end: 'context-full', answer: '8', forced: true })
  })

  it('ends as context-full without an answer when not even its prompt fits', async () => {
    const { view } = await runScripted({
      options: { method: 'baseline' },
      target: { contextSize: 2 }
    })
    expect(view.paths[0]).toMatchObject({ end: 'context-full', answer: null, steps: [] })
    expect(view.outcome).toBe('no-answer')
  })

  it('fails alone: the others go on and vote', async () => {
    const { view } = await runScripted({
      options: { method: 'ssr', paths: 3 },
      draft: {
        write: (moment) => {
          if (strategyOf(moment) === 'green') throw new Error('The model broke')
          return 'The answer is \\boxed{4}.\n\n'
        }
      }
    })
    expect(view.paths.map(({ end }) => end)).toEqual(['finished', 'failed', 'finished'])
    expect(view.paths[1]!.cause).toBe('The model broke')
    expect(view).toMatchObject({ outcome: 'answered', answer: '4' })
  })

  it('finishes on the last box after its thinking part, not on one inside it', async () => {
    const texts = ['I guess \\boxed{1}.\n\n', 'No.\n\n', '</think>\n\n', 'So \\boxed{2}.\n\n']
    let step = 0
    const { view } = await runScripted({
      options: { method: 'baseline' },
      target: { write: () => texts[step++]! },
      job: { prompts: { ...PROFILE, thinking: { open: '<think>', close: '</think>' } } }
    })
    expect(view).toMatchObject({ answer: '2' })
    expect(view.paths[0]).toMatchObject({ end: 'finished', forced: false })
    expect(view.paths[0]!.steps).toHaveLength(4)
  })

  it('has a prompt of its own, with its own strategy', async () => {
    const prompts: (string | null)[] = []
    await runScripted({
      options: { method: 'ssr', paths: 2 },
      target: {
        choices: (moment) => {
          if (moment.turn === null) return moment.continuations.map((_, index) => 0.1 * (index + 1))
          prompts.push(strategyOf(moment))
          return certainDigit(9)
        }
      }
    })
    expect(new Set(prompts)).toEqual(new Set(['grey', 'blue']))
  })

  it('does not wait for a slower one', async () => {
    const order: string[] = []
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    await runScripted({
      options: { method: 'ssr', paths: 2 },
      draft: {
        pause: (moment) => (strategyOf(moment) === 'red' ? held : Promise.resolve()),
        write: (moment) => {
          order.push(strategyOf(moment)!)
          if (strategyOf(moment) === 'green' && moment.text !== '') release()
          return moment.text === '' ? 'On.\n\n' : '\\boxed{1}.\n\n'
        }
      }
    })
    expect(order).toEqual(['green', 'green', 'red', 'red'])
  })
})

describe('selection', () => {
  it('keeps the strategies whose letters the target finds most probable, best first', async () => {
    const { view, all } = await runScripted({
      options: { method: 'parallel-spm', paths: 2 },
      target: { choices: () => [0.1, 0.2, 0.5, 0.05] }
    })
    expect(all('selected')[0]!.chosen).toEqual(['blue', 'green'])
    expect(view.selection!.map(({ strategy, probability }) => [strategy.id, probability])).toEqual([
      ['blue', 0.5],
      ['green', 0.2],
      ['red', 0.1],
      ['grey', 0.05]
    ])
  })

  it('draws strategies at random, and says so, where the model answers with no letter', async () => {
    const { view, all } = await runScripted({
      options: { method: 'parallel-spm', paths: 2 },
      target: { choices: () => [0.0002, 0.0001, 0, 0] }
    })
    const [selected] = all('selected')
    expect(selected!.selection.map(({ probability }) => probability)).toEqual([
      null,
      null,
      null,
      null
    ])
    expect(selected!.cost.length).toBeGreaterThan(0)
    expect(all('noted').map(({ text }) => text)).toEqual([
      'The target does not say which strategy it prefers: the letters have a probability of 0.0003 together. Strategies are drawn at random.'
    ])
    expect(view.paths.map(({ end }) => end)).toEqual(['finished', 'finished'])
  })

  describe('of a model that the place in the list sways', () => {
    const prompts = { ...PROFILE, select: { ...PROFILE.select, rotations: 3 } }

    /** A target that weighs strategies and places: the letters' probabilities are their products. */
    function swayed(strategies: Record<string, number>, places: readonly number[]) {
      const choices: Script['choices'] = ({ chat, turn, continuations }) => {
        if (turn !== null) return certainDigit(9)
        const listed = [...chat.user.matchAll(/[A-D] (\w+)/g)].map(([, name]) => name!)
        const weights = listed.map((name, place) => strategies[name]! * places[place]!)
        const all = weights.reduce((sum, weight) => sum + weight, 0)
        return continuations.map((_, index) => weights[index]! / all)
      }
      return runScripted({
        options: { method: 'parallel-spm', paths: 2 },
        target: { choices },
        job: { prompts }
      })
    }

    it('asks once more with the list turned, and no more where nothing changes', async () => {
      const { view, all, target } = await swayed(
        { red: 1, green: 8, blue: 6, grey: 1 },
        [1.2, 1, 1, 1]
      )
      expect(all('selected')[0]).toMatchObject({ chosen: ['green', 'blue'], questions: 2 })
      expect(view.letters).toEqual({ mass: expect.closeTo(1) as number, questions: 2 })
      expect(target.openThreads).toBe(0)
    })

    it('pays for every question', async () => {
      const once = await runScripted({ options: { method: 'parallel-spm', paths: 2 } })
      const twice = await swayed({ red: 1, green: 8, blue: 6, grey: 1 }, [1, 1, 1, 1])
      const selecting = (outcome: typeof once) =>
        outcome.view.cost.target.select.prefilled + outcome.view.cost.target.select.decoded
      expect(selecting(twice)).toBe(2 * selecting(once))
    })

    it('averages over three orders where the second changes the choice', async () => {
      const { all } = await swayed({ red: 3, green: 4, blue: 14, grey: 3 }, [4, 1, 1, 1])
      const [selected] = all('selected')
      expect(selected!.questions).toBe(3)
      expect(selected!.chosen).toEqual(['blue', 'green'])
    })

    it('draws at random, and says so, where the same letter wins whatever it stands for', async () => {
      const { all } = await swayed({ red: 1, green: 1.1, blue: 1.2, grey: 1 }, [1, 9, 1, 1])
      expect(all('noted').map(({ text }) => text)).toEqual([
        'The target answers B whatever it stands for: asked 3 times with the strategies in another order. They are drawn at random.'
      ])
      expect(all('selected')[0]!.selection.every(({ probability }) => probability === null)).toBe(
        true
      )
    })
  })

  it('by chance is seeded and costs nothing', async () => {
    const chosen = async (seed: number) =>
      (await runScripted({ options: { selection: 'random', seed, paths: 2 } })).all('selected')[0]!
    expect((await chosen(1)).chosen).toEqual((await chosen(1)).chosen)
    const draws = await Promise.all([1, 2, 3, 4, 5, 6].map(chosen))
    expect(new Set(draws.map(({ chosen }) => chosen.join())).size).toBeGreaterThan(1)
    expect(draws[0]!.cost).toEqual([])
  })

  it('leaves paths beyond the pool without a strategy', async () => {
    const { view } = await runScripted({ options: { method: 'parallel-spm', paths: 6 } })
    expect(view.paths.map(({ strategy }) => strategy?.id ?? null).slice(3)).toEqual([
      'grey',
      null,
      null
    ])
  })
})

describe('scoring', () => {
  it('says once that the target answers with no digit', async () => {
    const { all } = await runScripted({
      target: {
        choices: ({ turn, continuations }) =>
          continuations.map(() => (turn === null ? 1 : 0.01) / continuations.length)
      }
    })
    expect(all('step-scored').map(({ score }) => score)).toEqual(all('step-scored').map(() => null))
    expect(all('noted').map(({ text }) => text)).toEqual([
      'The target does not score steps with a digit: the digits have a probability of 0.0100 together. Such a step counts as weak, and the target writes it anew. The scorer likelihood asks for no digit.'
    ])
  })
})

describe('the answer', () => {
  it('is marked where it had to be asked for, and where another was as strong', async () => {
    const silent = await runScripted({
      options: { method: 'baseline' },
      target: { write: ({ text }) => (text.endsWith('boxed{') ? '7}' : 'On. ') }
    })
    expect(reservationsOf(silent.view)).toEqual(['asked for: no path came to it by itself'])
    const torn = await runScripted({
      options: { method: 'parallel', paths: 2 },
      target: { write: ({ seed }) => `\\boxed{${seed % 1000}}` }
    })
    const [first, second] = torn.view.votes
    expect(second).toBeDefined()
    expect(reservationsOf(torn.view)).toEqual([`tied with ${second!.answer}`])
    expect(torn.view.answer).toBe(first!.answer)
    expect(reservationsOf((await runScripted()).view)).toEqual([])
  })
})

describe('stopping', () => {
  const slowlyDifferent = {
    write: (moment: { text: string; chat: { user: string } }) => {
      const steps = { red: 1, green: 2, blue: 6 }[strategyOf(moment as never) ?? 'red'] ?? 1
      const taken = moment.text.split('\n\n').length - 1
      return taken < steps ? `Step ${taken}.\n\n` : 'It is \\boxed{1}.\n\n'
    }
  }

  it('ssr-fast1 stops at the first finished path with an answer', async () => {
    const { view } = await runScripted({
      options: { method: 'ssr-fast1', exact: true },
      draft: slowlyDifferent
    })
    expect(view.paths.map(({ end }) => end)).toEqual(['finished', 'stopped', 'stopped'])
    expect(view.decisions[0]).toMatch(/first path/)
  })

  it('ssr-fast2 stops when two finished paths agree', async () => {
    const { view } = await runScripted({
      options: { method: 'ssr-fast2', exact: true },
      draft: slowlyDifferent
    })
    expect(view.paths.map(({ end }) => end)).toEqual(['finished', 'finished', 'stopped'])
  })

  it('bills what a stopped path had spent', async () => {
    const { view, draft, target } = await runScripted({
      options: { method: 'ssr-fast1', exact: true },
      draft: slowlyDifferent
    })
    const { prefilled, decoded } = totalUsage(view.cost.draft)
    expect(prefilled + decoded).toBe(draft.evaluated)
    const spent = totalUsage(view.cost.target)
    expect(spent.prefilled + spent.decoded).toBe(target.evaluated)
  })

  it('on request ends every path and says stopped, with the vote so far', async () => {
    const signal = { aborted: false }
    const { view } = await runScripted({
      options: { method: 'ssr', exact: true },
      draft: {
        write: (moment) => {
          if (strategyOf(moment) === 'green') signal.aborted = moment.text !== ''
          return strategyOf(moment) === 'red' ? '\\boxed{1}.\n\n' : 'On and on.\n\n'
        }
      },
      job: { signal }
    })
    expect(view.outcome).toBe('stopped')
    expect(view.answer).toBe('1')
    expect(view.paths.map(({ end }) => end)).toEqual(['finished', 'stopped', 'stopped'])
  })

  it.each([true, false])(
    'of one path by hand leaves the others alone (exact: %s)',
    async (exact) => {
      const stoppedPaths = new Set<number>()
      const { view, draft, target, all } = await runScripted({
        options: { method: 'ssr', exact },
        draft: {
          ...slowlyDifferent,
          pause: (moment) => {
            if (strategyOf(moment) === 'green' && moment.text !== '') stoppedPaths.add(1)
            return Promise.resolve()
          }
        },
        job: { stoppedPaths }
      })
      expect(view.paths.map(({ end, answer }) => [end, answer])).toEqual([
        ['finished', '1'],
        ['stopped', null],
        ['finished', '1']
      ])
      expect(view.paths[1]).toMatchObject({ steps: [{ text: 'Step 0.\n\n' }], progress: null })
      expect(all('path-ended').find(({ path }) => path === 1)!.cause).toMatch(/by hand/)
      expect(view).toMatchObject({ outcome: 'answered', votes: [{ paths: [0, 2], weight: 2 }] })
      for (const [role, model] of Object.entries({ draft, target })) {
        const { prefilled, decoded } = totalUsage(view.cost[role as 'draft' | 'target'])
        expect(prefilled + decoded, role).toBe(model.evaluated)
        expect(model.openThreads, role).toBe(0)
      }
    }
  )

  it('of one path by hand between its draft and its score takes the draft back', async () => {
    const stoppedPaths = new Set<number>()
    const { view } = await runScripted({
      options: { method: 'ssr', paths: 2 },
      draft: slowlyDifferent,
      target: {
        pause: ({ text, chat }) => {
          if (/by red$/.test(chat.user) && text.startsWith('Step 0')) stoppedPaths.add(0)
          return Promise.resolve()
        }
      },
      job: { stoppedPaths }
    })
    expect(view.paths.map(({ end }) => end)).toEqual(['stopped', 'finished'])
    expect(view.votes).toEqual([{ answer: '1', paths: [1], weight: 1 }])
  })

  it('of every path by hand leaves an attempt without an answer', async () => {
    const { view } = await runScripted({
      options: { method: 'ssr' },
      job: { stoppedPaths: new Set([0, 1, 2]) }
    })
    expect(view.paths.map(({ end }) => end)).toEqual(['stopped', 'stopped', 'stopped'])
    expect(view).toMatchObject({ outcome: 'no-answer', answer: null })
  })

  it('of one path by hand lets the rule stop what can no longer overtake', async () => {
    const { view } = await runScripted({
      options: { method: 'ssr', stop: 'decided', exact: true },
      draft: slowlyDifferent,
      job: { stoppedPaths: new Set([1]) }
    })
    expect(view.paths.map(({ end }) => end)).toEqual(['finished', 'stopped', 'finished'])
  })

  it('at the time limit keeps what there is', async () => {
    let step = 0
    const { view } = await runScripted({
      options: { method: 'baseline', timeLimit: 0.01 },
      target: { write: () => `Step ${step++}.\n\n` }
    })
    expect(view).toMatchObject({ outcome: 'no-answer', cause: 'The time limit was reached.' })
    expect(view.paths[0]!.end).toBe('stopped')
  })

  it('of the reader cancels the attempt', async () => {
    let steps = 0
    const { job, models } = scriptedJob({
      options: { method: 'baseline' },
      target: { write: () => `Step ${steps++}.\n\n` }
    })
    for await (const event of solve(job)) if (event.type === 'step-written') break
    expect(steps).toBeLessThan(5)
    expect(models.target.openThreads).toBe(0)
  })
})

describe('a partly rewritten step', () => {
  /** The target doubts every token that is not a word of its own. */
  const doubting = (words: RegExp) => ({
    probability: ({ token }: { token: string }) => (words.test(token) ? 0.1 : 0.95)
  })
  const setup = (part: Setup = {}): Setup => ({
    options: { method: 'specreason', scorer: 'likelihood', threshold: 5, rewrite: 'suffix' },
    draft: {
      write: ({ text }) =>
        text === '' ? 'Take 3 and 5 to get 9.\n\n' : 'The answer is \\boxed{8}.\n\n'
    },
    target: { ...doubting(/^9$/), write: () => '8 of course.\n\nMore' },
    ...part
  })

  it('keeps the draft up to the first weak token, and the target writes on', async () => {
    const { view, all } = await runScripted(setup())
    const [step] = view.paths[0]!.steps
    expect(step).toMatchObject({ text: 'Take 3 and 5 to get 8 of course.\n\n', author: 'target' })
    expect(passages(step!)).toEqual([
      { author: 'draft', text: 'Take 3 and 5 to get ' },
      { author: 'target', text: '8 of course.\n\n' }
    ])
    expect(step!.rejected!.text).toBe('Take 3 and 5 to get 9.\n\n')
    expect(all('step-rewritten')[0]).toMatchObject({ kept: 20, keptTokens: 12, tokens: 19 })
    expect(view.answer).toBe('8')
  })

  it('is the context of both models for what follows', async () => {
    const seen: string[] = []
    await runScripted(
      setup({
        draft: {
          write: ({ text }) => {
            seen.push(text)
            return text === '' ? 'Take 3 and 5 to get 9.\n\n' : 'The answer is \\boxed{8}.\n\n'
          }
        }
      })
    )
    expect(seen).toEqual(['', 'Take 3 and 5 to get 8 of course.\n\n'])
  })

  it('makes each model evaluate a token again at most once', async () => {
    const { view, draft, target } = await runScripted(setup())
    for (const [role, model] of Object.entries({ draft, target })) {
      const total = totalUsage(view.cost[role as 'draft' | 'target'])
      expect(total.prefilled + total.decoded, role).toBe(model.evaluated)
      expect(total.reevaluated, role).toBe(0)
      expect(total.boundary, role).toBeLessThanOrEqual(1)
    }
  })

  it('costs the target less than writing all of it', async () => {
    const cost = async (rewrite: 'whole' | 'suffix') => {
      const { view } = await runScripted(
        setup({
          options: { ...setup().options, rewrite },
          target: {
            ...doubting(/^9$/),
            write: ({ text }) =>
              text === '' ? 'Take 3 and 5 to get 8 of course.\n\n' : '8 of course.\n\n'
          }
        })
      )
      expect(view.paths[0]!.steps[0]!.text).toBe('Take 3 and 5 to get 8 of course.\n\n')
      return view.cost.target.write.decoded
    }
    expect((await cost('whole')) - (await cost('suffix'))).toBe(12)
  })

  it('is written whole where no token is weak, or the first one is', async () => {
    const none = await runScripted(setup({ target: { probability: () => 0.52 } }))
    const first = await runScripted(setup({ target: doubting(/^Take$/) }))
    expect(
      [...none.all('step-rewritten'), ...first.all('step-rewritten')].map((e) => e.kept)
    ).toEqual([0, 0, 0])
  })

  it('asks a digit scorer for token probabilities in the pass that it needs anyway', async () => {
    const scored = (rewrite: 'whole' | 'suffix') =>
      runScripted(
        setup({
          options: { method: 'specreason', threshold: 5, rewrite },
          target: {
            ...doubting(/^9$/),
            write: () => '8.\n\n',
            choices: ({ text }) => certainDigit(text.includes('9') ? 2 : 9)
          }
        })
      )
    const [suffix, whole] = [await scored('suffix'), await scored('whole')]
    expect(suffix.all('step-rewritten')[0]).toMatchObject({ kept: 20 })
    expect(suffix.all('step-scored')[0]!.evidence).toMatchObject({ digitMass: 1, min: 0.1 })
    expect(whole.all('step-scored')[0]!.evidence).not.toHaveProperty('min')
    expect(suffix.view.cost.target.score.prefilled).toBe(whole.view.cost.target.score.prefilled)
  })

  it('is whole in the published methods and a suffix in ours, unless asked otherwise', () => {
    const rules = METHOD_NAMES.map((name) => [name, METHODS[name].rewrite])
    expect(rules.filter(([, rule]) => rule === 'suffix')).toEqual([['ssr-adaptive', 'suffix']])
  })
})

describe('ssr-adaptive', () => {
  const sureDraft = { confidence: () => ({ min: 0.97, mean: 0.99 }) }
  const PLAN = { ...OPTIONS.plan, draft: null }
  const adaptive = (plan: Partial<Plan> = {}) => ({
    method: 'ssr-adaptive' as const,
    scorer: 'likelihood' as const,
    threshold: 1,
    exact: true,
    plan: { ...PLAN, ...plan }
  })
  /** Answers and evidence by strategy; the target ranks them red, green, blue, grey. */
  const bySteps = (says: Record<string, { answer: string; evidence: number }>): Setup => ({
    draft: { write: (moment) => `\\boxed{${says[strategyOf(moment)!]!.answer}}.\n\n` },
    target: { probability: (moment) => says[strategyOf(moment)!]!.evidence }
  })

  it('does not wake the target where the draft is sure, on a strategy of its own choice', async () => {
    const { view, target, all } = await runScripted({
      options: { ...adaptive(), plan: OPTIONS.plan },
      draft: { ...sureDraft, choices: () => [0.1, 0.7, 0.1, 0.1] }
    })
    expect(target.evaluated).toBe(0)
    expect(view).toMatchObject({ outcome: 'answered', answer: '42', selectedBy: 'draft' })
    expect(view.paths).toMatchObject([
      { writer: 'draft', strategy: { id: 'green' }, evidence: 0.97 }
    ])
    expect(all('decided').map(({ text }) => text)).toEqual([
      'The target is not woken: 42 has evidence 0.97, and 0.9 is enough.'
    ])
    expect(view.ratios!.gamma).toBeLessThan(1)
  })

  it.each([
    ['is not sure', { confidence: () => ({ min: 0.85, mean: 0.9 }) }],
    ['does not know how sure it is', {}],
    [
      'had to be asked for its answer',
      {
        ...sureDraft,
        write: ({ text }: { text: string }) => (text.includes('So') ? '4}' : 'On.\n\n')
      }
    ]
  ])('wakes the target where the draft %s', async (_, draft) => {
    const { view, all } = await runScripted({
      options: { ...adaptive(), plan: OPTIONS.plan },
      draft,
      target: { write: () => '\\boxed{42}.\n\n' }
    })
    expect(view.paths.map(({ writer }) => writer).slice(0, 2)).toEqual([
      'draft',
      'draft-and-target'
    ])
    expect(all('decided')[0]!.text).toMatch(/^The target is asked/)
    expect(view.votes.flatMap(({ paths }) => paths)).not.toContain(0)
  })

  it('wakes the target where the problem looks unlike what the draft knows', async () => {
    const { view, target } = await runScripted({
      options: {
        ...adaptive(),
        plan: { ...OPTIONS.plan, draft: { paths: 3, sure: 0.99, handsOver: false } }
      },
      draft: { ...sureDraft, likelihood: () => -3 },
      job: { prompts: { ...PROFILE, familiarity: -2 } }
    })
    expect(target.evaluated).toBeGreaterThan(0)
    expect(view.paths.filter(({ writer }) => writer === 'draft')).toHaveLength(1)
    expect(view.notes).toHaveLength(1)
  })

  it('asks the draft again, on its next strategy, as often as the plan says', async () => {
    const { view, target } = await runScripted({
      options: {
        ...adaptive(),
        plan: { ...OPTIONS.plan, draft: { paths: 3, sure: 0.9, handsOver: false } }
      },
      draft: {
        confidence: ({ chat }) =>
          chat.user.endsWith('green') ? { min: 0.95, mean: 0.99 } : { min: 0.5, mean: 0.9 }
      }
    })
    expect(target.evaluated).toBe(0)
    expect(view.paths.map(({ strategy, writer }) => [strategy!.id, writer])).toEqual([
      ['red', 'draft'],
      ['green', 'draft']
    ])
  })

  it('is content with one path whose evidence is enough', async () => {
    const { view, all } = await runScripted({
      ...bySteps({ red: { answer: '5', evidence: 0.93 } }),
      options: adaptive()
    })
    expect(view.paths).toMatchObject([{ strategy: { id: 'red' }, end: 'finished', evidence: 0.93 }])
    expect(view.votes).toEqual([
      { answer: '5', paths: [0], weight: expect.closeTo(0.8649) as number }
    ])
    expect(all('decided').map(({ text }) => text)).toEqual([
      'No further path opens: 5 has evidence 0.93, and 0.9 is enough.'
    ])
  })

  it('opens others where it is not, and lets the strongest evidence win', async () => {
    const { view } = await runScripted({
      ...bySteps({
        red: { answer: '5', evidence: 0.4 },
        green: { answer: '6', evidence: 0.96 },
        blue: { answer: '5', evidence: 0.4 }
      }),
      options: adaptive()
    })
    expect(view.paths.map(({ strategy }) => strategy!.id)).toEqual(['red', 'green'])
    expect(view.answer).toBe('6')
    expect(view.decisions[0]).toBe(
      'Another path opens: no answer is sure enough (evidence 0.4, needed 0.9).'
    )
  })

  it('trusts paths that agree once their lead is probable enough', async () => {
    const says = { answer: '5', evidence: 0.8 }
    const opened = async (lead: number | null) =>
      (
        await runScripted({
          ...bySteps({ red: says, green: says, blue: says }),
          options: adaptive({ paths: 4, lead })
        })
      ).view.paths.length
    // Beta(1 + 2 x .64, 1): P(lead) = 1 - 2^-2.28 = .794 after two paths, .868 after three, when the leader is 1.92
    // ahead and the fourth could add 1.
    expect([await opened(0.79), await opened(0.8), await opened(null)]).toEqual([2, 3, 3])
  })

  it('stops a path that can no longer change the answer', async () => {
    const { view, draft } = await runScripted({
      options: adaptive({ paths: 2, lead: null }),
      draft: {
        write: (moment) =>
          strategyOf(moment) === 'red' ? '\\boxed{5}.\n\n' : `On and on, ${moment.text.length}.\n\n`
      },
      target: { probability: (moment) => (strategyOf(moment) === 'red' ? 0.7 : 0.6) }
    })
    expect(view.paths.map(({ end, steps }) => [end, steps.length])).toEqual([
      ['finished', 1],
      ['stopped', 1]
    ])
    expect(view).toMatchObject({ answer: '5', outcome: 'answered' })
    expect(totalUsage(view.cost.draft).prefilled + totalUsage(view.cost.draft).decoded).toBe(
      draft.evaluated
    )
  })

  it('decides alike whether its paths end together or one long after the other', async () => {
    const run = async (slow: string) =>
      (
        await runScripted({
          ...bySteps({
            red: { answer: '5', evidence: 0.4 },
            green: { answer: '5', evidence: 0.5 },
            blue: { answer: '6', evidence: 0.5 },
            grey: { answer: '6', evidence: 0.45 }
          }),
          draft: {
            write: (moment) => {
              const answer = ['red', 'green'].includes(strategyOf(moment)!) ? 5 : 6
              const steps = strategyOf(moment) === slow ? 6 : 1
              const taken = moment.text.split('\n\n').length - 1
              return taken < steps ? `Step ${taken}.\n\n` : `\\boxed{${answer}}.\n\n`
            }
          },
          options: { ...adaptive({ paths: 4, wave: 3, lead: null }), exact: false }
        })
      ).view
    const views = [await run('red'), await run('green'), await run('blue'), await run('grey')]
    // 5 has .16 + .25 and 6 has .25 + .2025.
    expect(views.map(({ answer }) => answer)).toEqual(['6', '6', '6', '6'])
    // Only a green path that comes last is cut: 6 is .2925 ahead by then, and it could add .25.
    const ended = views.map(({ paths }) => paths.filter(({ end }) => end === 'finished').length)
    expect(ended).toEqual([4, 3, 4, 4])
  })

  it('lets several draft paths end in any order without stopping those it has to hear', async () => {
    const { view, target } = await runScripted({
      options: {
        ...adaptive(),
        exact: false,
        plan: { ...OPTIONS.plan, draft: { paths: 3, sure: 0.9, handsOver: false } }
      },
      draft: {
        confidence: ({ chat }) => ({ min: chat.user.endsWith('blue') ? 0.95 : 0.6, mean: 0.9 }),
        write: (moment) => {
          const long = strategyOf(moment) === 'blue' && moment.text.length < 60
          return long ? `Step ${moment.text.length}.\n\n` : '\\boxed{3}.\n\n'
        }
      }
    })
    expect(view.paths.map(({ end }) => end)).toEqual(['finished', 'finished', 'finished'])
    expect(target.evaluated).toBe(0)
    expect(view.answer).toBe('3')
  })

  describe('where the draft hands over', () => {
    const handing = { ...OPTIONS.plan, draft: { paths: 1, sure: 0.99, handsOver: true } }

    it('lets the target read what the draft has written, and writes nothing twice', async () => {
      const { view, draft, target } = await runScripted({
        options: { ...adaptive(), plan: handing }
      })
      expect(view.paths.map(({ writer, strategy }) => [writer, strategy!.id])).toEqual([
        ['draft', 'red'],
        ['draft-and-target', 'red']
      ])
      const [alone, judged] = view.paths
      expect(judged!.steps.map(({ text }) => text)).toEqual(alone!.steps.map(({ text }) => text))
      expect(judged!.steps.every(({ state }) => state === 'accepted')).toBe(true)
      // Two steps of three and nine tokens, once; and nobody asked the target to select.
      const tokens = alone!.steps.reduce((sum, step) => sum + step.tokens, 0)
      expect(view.cost.draft.write.decoded).toBe(tokens)
      expect(view.cost.target.select.prefilled).toBe(0)
      expect(view).toMatchObject({ answer: '42', votes: [{ paths: [1] }] })
      expect([draft.openThreads, target.openThreads]).toEqual([0, 0])
    })

    it('goes on from the first step that the target rejects', async () => {
      const steps = ['One.\n\n', 'Two.\n\n', 'Wrong.\n\n', '\\boxed{1}.\n\n']
      const { view, draft } = await runScripted({
        options: { ...adaptive({ paths: 1 }), plan: { ...handing, paths: 1 } },
        draft: {
          write: ({ text }) =>
            text.includes('Right') ? '\\boxed{2}.\n\n' : steps[text.split('\n\n').length - 1]!
        },
        target: {
          probability: ({ token }) => (token === 'Wrong' ? 0.01 : 0.99),
          write: () => 'Right.\n\n'
        }
      })
      expect(view.paths[1]!.steps.map(({ text, state }) => [text, state])).toEqual([
        ['One.\n\n', 'accepted'],
        ['Two.\n\n', 'accepted'],
        ['Right.\n\n', 'rewritten'],
        ['\\boxed{2}.\n\n', 'accepted']
      ])
      expect(view.answer).toBe('2')
      const { prefilled, decoded, reevaluated } = totalUsage(view.cost.draft)
      expect([prefilled + decoded, reevaluated]).toEqual([draft.evaluated, 0])
    })

    it('selects by the target only when that path is not enough', async () => {
      const { view } = await runScripted({
        options: { ...adaptive(), plan: handing },
        draft: { choices: () => [0.1, 0.2, 0.3, 0.4] },
        target: {
          choices: () => [0.4, 0.3, 0.2, 0.1],
          probability: (moment) => (strategyOf(moment) === 'grey' ? 0.6 : 0.95)
        }
      })
      expect(view.paths.map(({ writer, strategy }) => [writer, strategy!.id])).toEqual([
        ['draft', 'grey'],
        ['draft-and-target', 'grey'],
        ['draft-and-target', 'red']
      ])
      expect(view.votes[0]!.paths).toEqual([1, 2])
    })
  })

  it('lets the target write on where drafts keep being rejected', async () => {
    let step = 0
    const { view } = await runScripted({
      options: { ...adaptive({ paths: 1 }), scorer: 'expected', threshold: 5 },
      draft: { write: () => 'Bad.\n\n' },
      target: {
        write: () => (step++ < 4 ? `Step ${step}.\n\n` : '\\boxed{5}.\n\n'),
        choices: ({ turn, continuations }) =>
          turn === null ? continuations.map(() => 0.25) : certainDigit(0)
      }
    })
    expect(view.paths[0]!.steps.map(({ state }) => state)).toEqual([
      'rewritten',
      'rewritten',
      'rewritten',
      'written',
      'rewritten'
    ])
  })
})

describe('every method', () => {
  it.each(METHOD_NAMES)(
    '%s answers, closes its threads and bills every evaluated token',
    async (method) => {
      const { view, draft, target, events } = await runScripted({ options: { method } })
      expect(view).toMatchObject({ outcome: 'answered', answer: '42' })
      expect([draft.openThreads, target.openThreads]).toEqual([0, 0])
      for (const [cost, model] of [
        [view.cost.draft, draft],
        [view.cost.target, target]
      ] as const) {
        const { prefilled, decoded, reevaluated } = totalUsage(cost)
        expect(prefilled + decoded).toBe(model.evaluated)
        expect(reevaluated).toBe(0)
      }
      expect(events.map((event) => attemptEventSchema.parse(event))).toEqual(events)
    }
  )

  it.each(METHOD_NAMES)('%s replays from its stored events to the same view', async (method) => {
    const { events, view } = await runScripted({ options: { method } })
    const stored = events
      .filter(({ type }) => type !== 'step-progress')
      .map((event) => attemptEventSchema.parse(JSON.parse(JSON.stringify(event))))
    expect(stored.reduce(fold, emptyView())).toEqual(view)
  })

  it('fails with its cause when the models fail, and does not throw', async () => {
    const { view } = await runScripted({
      target: {
        choices: () => {
          throw new Error('No logits')
        }
      }
    })
    expect(view).toMatchObject({ outcome: 'failed', cause: 'No logits', answer: null })
  })

  it('says why, where every path failed, and a cause that all share once', async () => {
    const { view } = await runScripted({
      options: { method: 'ssr', paths: 3 },
      draft: {
        write: () => {
          throw new Error('The template takes one turn.')
        }
      }
    })
    expect(view).toMatchObject({
      outcome: 'failed',
      cause: 'Every path failed: The template takes one turn.'
    })
  })
})

describe('a problem unlike what the models know', () => {
  const prompts = { ...PROFILE, familiarity: -2 }

  it('is said to be so, once', async () => {
    const { view } = await runScripted({ target: { likelihood: () => -3 }, job: { prompts } })
    expect(view.notes).toHaveLength(1)
    expect(view.notes[0]!.text).toMatch(/unlike/)
  })

  it('is told by its own words alone where the profile has a bar for those, and along every strategy', async () => {
    const asked: (string | undefined)[] = []
    const { view } = await runScripted({
      target: {
        likelihood: (_, { apartFrom }) => {
          asked.push(apartFrom?.user)
          return -2.5
        }
      },
      job: { prompts: { ...prompts, problemFamiliarity: -3 } }
    })
    expect(view.notes).toEqual([])
    expect(asked).toEqual([
      expect.stringMatching(/^ Which\?/),
      ...view.paths.map(({ strategy }) => ` by ${strategy!.name}`)
    ])
  })

  it('is told by the whole prompt where the profile has no bar but that', async () => {
    const asked: unknown[] = []
    await runScripted({
      target: {
        likelihood: (_, { apartFrom }) => {
          asked.push(apartFrom)
          return -1
        }
      },
      job: { prompts }
    })
    expect(new Set(asked)).toEqual(new Set([null]))
  })

  it('is not suspected where its text is probable enough, or where that is not known', async () => {
    const familiar = await runScripted({ target: { likelihood: () => -1.5 }, job: { prompts } })
    const unknown = await runScripted({ target: { likelihood: () => -3 } })
    expect([...familiar.view.notes, ...unknown.view.notes]).toEqual([])
  })
})

describe('the bill', () => {
  it('names what each token was for', async () => {
    const { view } = await runScripted({
      options: { method: 'ssr', paths: 2 },
      draft: { write: () => 'Bad.\n\n' },
      target: {
        choices: ({ turn, continuations }) =>
          turn === null ? continuations.map(() => 0.25) : certainDigit(0)
      }
    })
    const used = (role: 'draft' | 'target') =>
      PURPOSES.filter((purpose) => {
        const { prefilled, decoded } = view.cost[role][purpose]
        return prefilled + decoded > 0
      })
    expect(used('draft')).toEqual(['prompt', 'write', 'sync'])
    expect(used('target')).toEqual(['prompt', 'write', 'score', 'select'])
  })

  it('repeats at most one boundary token a write or score', async () => {
    const { events, view } = await runScripted({
      options: { method: 'ssr', paths: 2 },
      draft: { write: () => 'Bad.\n\n' },
      target: {
        choices: ({ turn, continuations }) =>
          turn === null ? continuations.map(() => 0.25) : certainDigit(0)
      }
    })
    const calls = events.filter(({ type }) =>
      ['step-drafted', 'step-scored', 'step-rewritten'].includes(type)
    ).length
    expect(totalUsage(view.cost.target).boundary).toBeGreaterThan(0)
    expect(
      totalUsage(view.cost.target).boundary + totalUsage(view.cost.draft).boundary
    ).toBeLessThanOrEqual(calls)
  })

  it('counts the baseline as 1', async () => {
    const { view } = await runScripted({ options: { method: 'baseline' } })
    expect(view.ratios).toMatchObject({ baseline: 'estimated', gammaDecode: 1 })
    expect(view.ratios!.gamma).toBeCloseTo(1, 1)
  })
})
