import { describe, expect, it } from 'vitest'
import { METHODS } from '../../../../src/core/methods.ts'
import { AttemptText, type AttemptPiece } from '../../../../src/main/doors/api/attempt-text.ts'
import { finishReason, shownPath, solutionOf } from '../../../../src/main/doors/api/shown-path.ts'
import { ProposalCount, usageOf } from '../../../../src/main/doors/api/usage.ts'
import { totalUsage } from '../../../../src/shared/cost.ts'
import { emptyView, fold } from '../../../../src/shared/fold.ts'
import { METHOD_NAMES, type MethodName } from '../../../../src/shared/options.ts'
import { certainDigit, runScripted, type Setup } from '../../../helpers/solve-job.ts'

/** What a client is given of an attempt, piece by piece. */
async function told(method: MethodName, setup: Setup = {}, stop: readonly string[] = []) {
  const { events, view } = await runScripted({ ...setup, options: { method, ...setup.options } })
  const text = new AttemptText(METHODS[method].paths, stop)
  const proposals = new ProposalCount()
  const pieces: AttemptPiece[] = []
  let now = emptyView()
  for (const event of events) {
    now = fold(now, event)
    proposals.take(event)
    pieces.push(...text.take(event, now))
  }
  const live = [...pieces]
  pieces.push(...text.end(now))
  const joined = (kind: AttemptPiece['kind']) =>
    pieces
      .filter((piece) => piece.kind === kind)
      .map((piece) => piece.text)
      .join('')
  return {
    view,
    live,
    content: joined('content'),
    reasoning: joined('reasoning'),
    proposals: proposals.proposals
  }
}

/** A target that finds every drafted step weak. */
const strict: Setup['target'] = {
  choices: ({ turn, continuations }) =>
    turn === null ? continuations.map((_, index) => 0.4 - index / 10) : certainDigit(1)
}

describe('an attempt as text', () => {
  it.each(METHOD_NAMES)(
    'is the solution of the path that won, and the answer, with %s',
    async (method) => {
      const { content, view } = await told(method)
      expect(content).toBe(`${solutionOf(shownPath(view)!)}Answer: 42`)
    }
  )

  it('has its answer on a line of its own, however the solution ends', async () => {
    for (const [end, gap] of [
      ['', '\n\n'],
      ['\n', '\n'],
      ['\n\n', '']
    ] as const) {
      const write = () => `So \\boxed{42}.${end}`
      const { content } = await told('baseline', { target: { write } })
      expect(content).toBe(`So \\boxed{42}.${end}${gap}Answer: 42`)
    }
  })

  it('of one path is the solution itself, step by step', async () => {
    const { live, reasoning } = await told('specreason')
    expect(live.map(({ kind, step }) => [kind, step!.path, step!.step, step!.state])).toEqual([
      ['content', 0, 0, 'accepted'],
      ['content', 0, 1, 'accepted']
    ])
    expect(reasoning).toBe('')
  })

  it('of many paths first says the steps of all, under the names of their paths', async () => {
    const { live, reasoning, view } = await told('ssr')
    expect(live.every(({ kind }) => kind === 'reasoning')).toBe(true)
    expect(live).toHaveLength(view.paths.flatMap(({ steps }) => steps).length)
    for (const { id, strategy } of view.paths) {
      expect(reasoning).toContain(`Path ${id + 1} (${strategy!.name}):`)
    }
  })

  it('says what stands, and never what was rejected', async () => {
    const { content, live } = await told('specreason', {
      target: { ...strict, write: ({ text }) => (text === '' ? 'Mine.\n\n' : 'So \\boxed{7}.\n\n') }
    })
    expect(content).toBe('Mine.\n\nSo \\boxed{7}.\n\nAnswer: 7')
    expect(live[0]!.step).toMatchObject({ author: 'target', state: 'rewritten' })
  })

  it('adds an answer that had to be asked for', async () => {
    const { content, view } = await told('baseline', {
      options: { maxTokens: 4 },
      target: {
        write: ({ text }) => (text.endsWith('So \\boxed{') ? '42}' : 'I go on and on.\n\n')
      }
    })
    const [path] = view.paths
    expect(path).toMatchObject({ forced: true })
    expect(solutionOf(path!)).not.toContain(path!.answer)
    expect(content).toBe(`${solutionOf(path!)}\n\nAnswer: ${path!.answer}`)
    expect(finishReason(path!)).toBe('length')
  })

  it('ends before a stop sequence', async () => {
    expect((await told('specreason', {}, ['The answer'])).content).toBe('First step.\n\n')
    expect((await told('ssr', {}, ['step'])).content).toBe('First ')
  })
})

describe('the usage of attempts', () => {
  it.each(METHOD_NAMES)('is all that both models evaluated, with %s', async (method) => {
    const { view, proposals } = await told(method)
    const { draft_tokens, target_tokens, total_tokens, ...usage } = usageOf([{ view, proposals }])
    const [draft, target] = [totalUsage(view.cost.draft), totalUsage(view.cost.target)]
    expect(draft_tokens).toEqual({ read: draft.prefilled, written: draft.decoded })
    expect(target_tokens).toEqual({ read: target.prefilled, written: target.decoded })
    expect(total_tokens).toBe(draft.prefilled + draft.decoded + target.prefilled + target.decoded)
    expect(usage.prompt_tokens + usage.completion_tokens).toBe(total_tokens)
  })

  it('of two attempts is that of both', async () => {
    const { view, proposals } = await told('ssr')
    const once = usageOf([{ view, proposals }])
    const twice = usageOf([
      { view, proposals },
      { view, proposals }
    ])
    expect(twice.total_tokens).toBe(2 * once.total_tokens)
    expect(twice.total_draft_tokens_count).toBe(2 * once.total_draft_tokens_count)
  })

  it('counts what the draft proposed and the target took or refused', async () => {
    const taken = await told('specreason')
    expect(taken.proposals.accepted).toBe(taken.proposals.total)
    expect(taken.proposals.total).toBeGreaterThan(0)
    const refused = await told('specreason', { target: strict })
    expect(refused.proposals).toMatchObject({ accepted: 0, rejected: refused.proposals.total })
    expect(refused.proposals.total).toBeGreaterThan(0)
    expect((await told('baseline')).proposals).toEqual({ total: 0, accepted: 0, rejected: 0 })
  })
})
