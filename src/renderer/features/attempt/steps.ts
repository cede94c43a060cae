import type { PathView, StepView } from '../../../shared/view.ts'
import { t } from '../../words/t.ts'

/** Where the reader is: a step of a path. */
export interface Position {
  readonly path: number
  readonly step: number
}

/** How a step came about, in words. */
export function describeState({ state, author, kept }: StepView): string {
  switch (state) {
    case 'written':
      return t('step.writtenBy', { author })
    case 'drafted':
      return t('step.drafted')
    case 'scored':
      return t('step.scored')
    case 'accepted':
      return t('step.accepted')
    case 'rewritten':
      return kept === 0 ? t('step.rewritten') : t('step.rewritten.behind', { characters: kept })
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
      return t('path.end.none')
    case 'finished':
      return t('path.end.finished')
    case 'repeated':
      return t('path.end.repeated')
    case 'budget':
      return t('path.end.budget')
    case 'context-full':
      return t('path.end.context-full')
    case 'stopped':
      return t('path.end.stopped')
    case 'failed':
      return t('path.end.failed')
    default:
      return end satisfies never
  }
}
