import type { PathView, StepView } from '../../../shared/view.ts'

/** Where the reader is: a step of a path. */
export interface Position {
  readonly path: number
  readonly step: number
}

/** How a step came about, in words. */
export function describeState({ state, author, kept }: StepView): string {
  switch (state) {
    case 'written':
      return `written by the ${author}`
    case 'drafted':
      return 'drafted, waiting for its score'
    case 'scored':
      return 'scored'
    case 'accepted':
      return 'draft accepted'
    case 'rewritten':
      return kept === 0
        ? 'rewritten by the target'
        : `rewritten by the target behind the draft's first ${kept} characters`
    default:
      return state satisfies never
  }
}

/** Whether it is not yet decided who wrote the step. */
export function isPending({ state }: StepView): boolean {
  return state === 'drafted' || state === 'scored'
}

/** Mean score of the drafts of a path that stood, or null. */
export function meanScore({ steps }: PathView): number | null {
  const scores = steps.flatMap(({ score, state }) =>
    state === 'accepted' && score !== null ? [score] : []
  )
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length
}

/** Tokens of the steps that stand. */
export function pathTokens({ steps }: PathView): number {
  return steps.reduce((sum, { tokens }) => sum + tokens, 0)
}

/** Tokens a second over the time of writing them, discarded drafts included; null before the first step. */
export function tokenRate({ steps }: PathView): number | null {
  const written = steps.flatMap(({ tokens, ms, rejected }) => [
    { tokens, ms },
    ...(rejected ? [rejected] : [])
  ])
  const ms = written.reduce((sum, part) => sum + part.ms, 0)
  return ms === 0 ? null : (1000 * written.reduce((sum, part) => sum + part.tokens, 0)) / ms
}

/** How a path stands, in words. */
export function describeEnd(end: PathView['end']): string {
  switch (end) {
    case null:
      return 'thinking'
    case 'finished':
      return 'finished'
    case 'repeated':
      return 'repeated itself'
    case 'budget':
      return 'token limit'
    case 'context-full':
      return 'context full'
    case 'stopped':
      return 'stopped'
    case 'failed':
      return 'failed'
    default:
      return end satisfies never
  }
}
