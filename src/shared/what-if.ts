import { totalUsage } from './cost.ts'
import { alphaOf } from './alpha.ts'
import type { AttemptView, PathView } from './view.ts'

/** A draft that the target judged, as far as another threshold would have changed what became of it. */
export interface JudgedDraft {
  /** Key of its attempt. */
  readonly attempt: number
  readonly path: number
  readonly step: number
  /** Null where it could not be read: such a draft stands at no threshold. */
  readonly score: number | null
  /** Tokens of the draft. */
  readonly tokens: number
  /** Tokens that the target wrote in its place; null where it stood. */
  readonly written: number | null
}

/** What an attempt, or several together, decoded, and the drafts that were judged meanwhile. */
export interface Judging {
  readonly drafts: readonly JudgedDraft[]
  /** Tokens that the target decoded, and the draft's weighed by its size. */
  readonly target: number
  readonly draft: number
}

/** A draft of which the fate changes. */
export interface ChangedDraft extends JudgedDraft {
  readonly stands: boolean
  /** Whether it is the first on its path: where it is not, another text would have stood before it. */
  readonly first: boolean
}

/** The decisions at another threshold. */
export interface WhatIf {
  readonly threshold: number
  readonly judged: number
  /** Drafts that stood, and those that would have stood. */
  readonly stood: number
  readonly stand: number
  /** Tokens that the target would have decoded: less by every rewrite that falls away, more by every draft to rewrite. */
  readonly target: number
  /** Everything decoded over what was decoded, by which `gammaDecode` would change; null where nothing was. */
  readonly decoding: number | null
  readonly changed: readonly ChangedDraft[]
}

/** What is asked of a finished attempt, given by its key. Null where the target judged no draft. */
export function judgingOf(view: AttemptView, attempt: number): Judging | null {
  const drafts = view.paths.flatMap((path) => draftsOf(path, attempt))
  if (drafts.length === 0 || view.pair === null) return null
  return {
    drafts,
    target: totalUsage(view.cost.target).decoded,
    draft: alphaOf(view.pair) * totalUsage(view.cost.draft).decoded
  }
}

function draftsOf({ id: path, steps }: PathView, attempt: number): JudgedDraft[] {
  return steps.flatMap((one): readonly JudgedDraft[] => {
    const place = { attempt, path, step: one.index }
    if (one.state === 'accepted') {
      return [{ ...place, score: one.score, tokens: one.tokens, written: null }]
    }
    if (one.rejected === null) return []
    const { score, tokens } = one.rejected
    return [{ ...place, score, tokens, written: one.tokens - one.keptTokens }]
  })
}

/** Several attempts together. */
export function joinJudgings(all: readonly Judging[]): Judging | null {
  if (all.length === 0) return null
  return all.reduce((sum, one) => ({
    drafts: [...sum.drafts, ...one.drafts],
    target: sum.target + one.target,
    draft: sum.draft + one.draft
  }))
}

/**
 * Judges the drafts that were written anew, at another threshold. It knows nothing of what would have followed: behind
 * the first decision of a path that changes another text stands, with other drafts, so that it says nothing about
 * accuracy. Of a draft that would have been rewritten it takes that the target writes as many tokens.
 */
export function whatIf({ drafts, target, draft }: Judging, threshold: number): WhatIf {
  const stands = ({ score }: JudgedDraft) => score !== null && score >= threshold
  const seen = new Set<string>()
  const changed = drafts.flatMap((one) => {
    if (stands(one) === (one.written === null)) return []
    const path = `${one.attempt}/${one.path}`
    const first = !seen.has(path)
    seen.add(path)
    return [{ ...one, stands: stands(one), first }]
  })
  const more = changed.reduce(
    (sum, { tokens, written }) => sum + (written === null ? tokens : -written),
    0
  )
  const spent = target + draft
  return {
    threshold,
    judged: drafts.length,
    stood: drafts.filter(({ written }) => written === null).length,
    stand: drafts.filter(stands).length,
    target: target + more,
    decoding: spent === 0 ? null : (spent + more) / spent,
    changed
  }
}

/** `gammaDecode` at that threshold: the baseline stays what it was. Null where it is not known. */
export function gammaDecodeAt({
  gammaDecode,
  decoding
}: Pick<WhatIf, 'decoding'> & { readonly gammaDecode: number | null }): number | null {
  return gammaDecode === null || decoding === null ? null : gammaDecode * decoding
}
