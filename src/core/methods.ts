import type { Role } from '../shared/cost.ts'
import type { MethodName, Rewrite, VoteWeight } from '../shared/options.ts'
import type { StopRule } from '../shared/stop-rules.ts'

/** A method is a value: which paths there are, who writes their steps, and when to stop. */
export interface Method {
  readonly name: MethodName
  /** One line for lists and help. */
  readonly summary: string
  readonly paths: 'one' | 'many'
  /** Whether the target selects a strategy for each path (SPM). */
  readonly selects: boolean
  readonly writer: 'draft' | 'target' | 'draft-and-target'
  readonly stop: StopRule
  readonly vote: VoteWeight
  /** What the target writes of a rejected step. */
  readonly rewrite: Rewrite
  /** `by-evidence`: the best path first, others only while its evidence is not enough (adaptive.ts). */
  readonly opening: 'together' | 'by-evidence'
  /** Whether the draft proposes the target's tokens, which it verifies (token-speculation.ts). */
  readonly proposes: boolean
  /** Rejected drafts in a row after which the target writes the next step without one, or null for never. */
  readonly patience: number | null
}

/** What the published methods have in common. `speculative` and ours say where they differ. */
const AS_PUBLISHED = {
  vote: 'count',
  rewrite: 'whole',
  opening: 'together',
  proposes: false,
  patience: null
} as const satisfies Partial<Method>

/** Every method of the paper's comparison, and ours (docs/method.md, "One engine, many methods"). */
export const METHODS: Readonly<Record<MethodName, Method>> = {
  draft: {
    ...AS_PUBLISHED,
    name: 'draft',
    summary: 'the draft alone, one path',
    paths: 'one',
    selects: false,
    writer: 'draft',
    stop: 'all'
  },
  baseline: {
    ...AS_PUBLISHED,
    name: 'baseline',
    summary: 'the target alone, one path: what every other method is compared with',
    paths: 'one',
    selects: false,
    writer: 'target',
    stop: 'all'
  },
  speculative: {
    ...AS_PUBLISHED,
    name: 'speculative',
    summary:
      'the target alone, one path, its tokens proposed by the draft: the same text, only sooner',
    paths: 'one',
    selects: false,
    writer: 'target',
    stop: 'all',
    proposes: true
  },
  parallel: {
    ...AS_PUBLISHED,
    name: 'parallel',
    summary: 'the target alone, n paths, a vote',
    paths: 'many',
    selects: false,
    writer: 'target',
    stop: 'all'
  },
  'parallel-spm': {
    ...AS_PUBLISHED,
    name: 'parallel-spm',
    summary: 'the target alone, n paths on selected strategies, a vote',
    paths: 'many',
    selects: true,
    writer: 'target',
    stop: 'all'
  },
  specreason: {
    ...AS_PUBLISHED,
    name: 'specreason',
    summary: 'one path, the draft writes, the target scores and rewrites',
    paths: 'one',
    selects: false,
    writer: 'draft-and-target',
    stop: 'all'
  },
  ssr: {
    ...AS_PUBLISHED,
    name: 'ssr',
    summary:
      'n paths on selected strategies, the draft writes, the target scores and rewrites, a vote',
    paths: 'many',
    selects: true,
    writer: 'draft-and-target',
    stop: 'all'
  },
  'ssr-fast1': {
    ...AS_PUBLISHED,
    name: 'ssr-fast1',
    summary: 'ssr that stops at the first finished path with an answer',
    paths: 'many',
    selects: true,
    writer: 'draft-and-target',
    stop: 'first'
  },
  'ssr-fast2': {
    ...AS_PUBLISHED,
    name: 'ssr-fast2',
    summary: 'ssr that stops when two finished paths agree',
    paths: 'many',
    selects: true,
    writer: 'draft-and-target',
    stop: 'agree-2'
  },
  'ssr-adaptive': {
    name: 'ssr-adaptive',
    summary:
      'the best path first, others only while its evidence is weak; the target sleeps where the draft is sure',
    paths: 'many',
    selects: true,
    writer: 'draft-and-target',
    stop: 'decided',
    vote: 'evidence',
    rewrite: 'suffix',
    opening: 'by-evidence',
    proposes: false,
    patience: 3
  }
}

/** The models that work where steps are written so, the one that judges last. */
export function rolesOf({
  writer,
  proposes
}: Pick<Method, 'writer' | 'proposes'>): readonly Role[] {
  return writer === 'draft-and-target' || proposes ? ['draft', 'target'] : [writer]
}

/** The method of that name; null where only another version has it. */
export function findMethod(name: string): Method | null {
  return Object.hasOwn(METHODS, name) ? METHODS[name as MethodName] : null
}
