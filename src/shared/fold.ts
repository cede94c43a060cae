import { CLOCK_AT_START, tick, type Span } from './clock.ts'
import { addCharges, emptyCost } from './cost.ts'
import type { AttemptEvent } from './events.ts'
import type { PathView, AttemptView, StepView } from './view.ts'

/** An attempt of which nothing is known yet. */
export function emptyView(): AttemptView {
  return {
    problem: '',
    options: null,
    pair: null,
    fork: null,
    notes: [],
    selection: null,
    letters: null,
    selectedBy: null,
    paths: [],
    decisions: [],
    votes: [],
    tie: null,
    cost: emptyCost(),
    outcome: null,
    answer: null,
    cause: null,
    ratios: null,
    wallMs: null,
    clock: CLOCK_AT_START,
    spans: []
  }
}

/** The view after one more event. The live view and the replay of a stored attempt are both folds of the same events. */
export function fold(view: AttemptView, event: AttemptEvent): AttemptView {
  return foldAll([event], view)
}

/**
 * The view after all of the events. It is what folding one after another makes, in less time: the steps of a path are
 * copied once, where copying thousands of them for each of thousands of events would take longer than all else.
 */
export function foldAll(
  events: readonly AttemptEvent[],
  view: AttemptView = emptyView()
): AttemptView {
  const own: OwnSteps = new Map()
  return events.reduce((before, event) => foldOne(before, event, own), view)
}

/** Lists of steps that a fold has made itself and so may change, until others see the view that they are in. */
type OwnSteps = Map<readonly StepView[], StepView[]>

function foldOne(view: AttemptView, event: AttemptEvent, own: OwnSteps): AttemptView {
  const { clock, spans } = tick(view.clock, event, { exact: view.options?.exact ?? false })
  const cost =
    'cost' in event && Array.isArray(event.cost) ? addCharges(view.cost, event.cost) : view.cost
  return apply({ ...view, clock, cost }, event, { spans, own })
}

function apply(
  view: AttemptView,
  event: AttemptEvent,
  { spans, own }: { readonly spans: readonly Span[]; readonly own: OwnSteps }
): AttemptView {
  switch (event.type) {
    case 'started':
      return {
        ...view,
        problem: event.problem,
        options: event.options,
        pair: event.pair,
        fork: event.fork
      }
    case 'noted':
      return { ...view, notes: [...view.notes, { path: event.path, text: event.text }] }
    case 'selected':
      return {
        ...view,
        spans: [...view.spans, ...spans],
        selectedBy: event.by,
        letters: event.mass === null ? null : { mass: event.mass, questions: event.questions },
        selection: event.selection.map(({ strategy, probability }) => ({
          strategy,
          probability,
          chosen: event.chosen.includes(strategy.id)
        }))
      }
    case 'path-opened':
      return {
        ...view,
        paths: [
          ...view.paths,
          {
            id: event.path,
            strategy: event.strategy,
            writer: event.writer,
            end: null,
            answer: null,
            forced: false,
            evidence: null,
            cause: null,
            steps: [],
            progress: null,
            spans
          }
        ]
      }
    case 'step-progress':
      return withPath(view, event.path, (path) => ({
        ...path,
        progress: { author: event.author, text: event.text, kept: event.kept }
      }))
    case 'step-written':
      return withPath(view, event.path, (path) => ({
        ...path,
        progress: null,
        steps: withAdded(own, path.steps, {
          ...unscored(event, spans),
          author: event.author,
          state: 'written',
          speculation: event.speculation
        })
      }))
    case 'step-drafted':
      return withPath(view, event.path, (path) => ({
        ...path,
        progress: null,
        steps: withAdded(own, path.steps, {
          ...unscored(event, spans),
          author: 'draft',
          state: 'drafted'
        })
      }))
    case 'step-scored':
      return withStep({ view, own }, event, (step) => ({
        ...step,
        score: event.score,
        evidence: event.evidence,
        judged: event.reading,
        state: 'scored',
        spans: [...step.spans, ...spans]
      }))
    case 'step-accepted':
      return withStep({ view, own }, event, (step) => ({
        ...step,
        state: 'accepted',
        spans: [...step.spans, ...spans]
      }))
    case 'step-rewritten':
      return withStep({ view, own }, event, (draft) => ({
        ...unscored(event, [...draft.spans, ...spans]),
        author: 'target',
        state: 'rewritten',
        kept: event.kept,
        keptTokens: event.keptTokens,
        rejected: {
          text: draft.text,
          tokens: draft.tokens,
          ms: draft.ms,
          score: draft.score,
          evidence: draft.evidence,
          reading: draft.reading,
          judged: draft.judged
        }
      }))
    case 'path-ended':
      return withPath(view, event.path, (path) => ({
        ...path,
        progress: null,
        end: event.end,
        answer: event.answer,
        forced: event.forced,
        evidence: event.evidence,
        cause: event.cause,
        spans: [...path.spans, ...spans]
      }))
    case 'decided':
      return { ...view, decisions: [...view.decisions, event.text] }
    case 'voted':
      return { ...view, votes: event.votes, tie: event.tie, answer: event.answer }
    case 'finished':
      return {
        ...view,
        outcome: event.outcome,
        answer: event.answer,
        cause: event.cause,
        ratios: event.ratios,
        wallMs: event.wallMs
      }
    default:
      return withUnknown(view, event)
  }
}

/** Something happened that only a later version has a view of. */
function withUnknown(view: AttemptView, event: never): AttemptView {
  const { type } = event as { type: string }
  const text = `This version of Tandem cannot show what "${type}" means; a newer one can.`
  if (view.notes.some((note) => note.text === text)) return view
  return { ...view, notes: [...view.notes, { path: null, text }] }
}

function unscored(
  event: Pick<StepView, 'text' | 'tokens' | 'ms' | 'stop' | 'confidence' | 'reading'> & {
    step: number
  },
  spans: readonly Span[]
) {
  const { step: index, text, tokens, ms, stop, confidence, reading } = event
  const ofOneAuthor = { rejected: null, kept: 0, keptTokens: 0, speculation: null }
  const score = { score: null, evidence: null, judged: null }
  return { index, text, tokens, ms, stop, confidence, reading, spans, ...score, ...ofOneAuthor }
}

function withPath(
  view: AttemptView,
  id: number,
  change: (path: PathView) => PathView
): AttemptView {
  return { ...view, paths: view.paths.map((path) => (path.id === id ? change(path) : path)) }
}

/** The list of steps as one that may be changed. */
function ownSteps(own: OwnSteps, steps: readonly StepView[]): StepView[] {
  const known = own.get(steps)
  if (known) return known
  const copy = [...steps]
  own.set(copy, copy)
  return copy
}

function withAdded(own: OwnSteps, steps: readonly StepView[], step: StepView): StepView[] {
  const list = ownSteps(own, steps)
  list.push(step)
  return list
}

function withStep(
  { view, own }: { readonly view: AttemptView; readonly own: OwnSteps },
  { path: id, step: index }: { readonly path: number; readonly step: number },
  change: (step: StepView) => StepView
): AttemptView {
  return withPath(view, id, (path) => {
    const steps = ownSteps(own, path.steps)
    // It is nearly always the last one; paths have thousands.
    const position = steps.findLastIndex((step) => step.index === index)
    const step = steps[position]
    if (step) steps[position] = change(step)
    // A rewrite is watched while it is written; whatever closes the step ends that.
    return { ...path, progress: null, steps }
  })
}
