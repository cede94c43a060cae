import type { MethodName, StopRule } from '../shared/options.ts'

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
  /** `one-by-one`: the draft answers first, then a path is opened only while the vote is undecided. */
  readonly opening: 'together' | 'one-by-one'
  /** Rejected drafts in a row after which the target writes the next step without one, or null for never. */
  readonly patience: number | null
}

/** Every method of the paper's comparison, and ours (method.md, "One engine, many methods"). */
export const METHODS: Readonly<Record<MethodName, Method>> = {
  draft: {
    name: 'draft',
    summary: 'the draft alone, one path',
    paths: 'one',
    selects: false,
    writer: 'draft',
    stop: 'all',
    opening: 'together',
    patience: null
  },
  baseline: {
    name: 'baseline',
    summary: 'the target alone, one path: what every other method is compared with',
    paths: 'one',
    selects: false,
    writer: 'target',
    stop: 'all',
    opening: 'together',
    patience: null
  },
  parallel: {
    name: 'parallel',
    summary: 'the target alone, n paths, a vote',
    paths: 'many',
    selects: false,
    writer: 'target',
    stop: 'all',
    opening: 'together',
    patience: null
  },
  'parallel-spm': {
    name: 'parallel-spm',
    summary: 'the target alone, n paths on selected strategies, a vote',
    paths: 'many',
    selects: true,
    writer: 'target',
    stop: 'all',
    opening: 'together',
    patience: null
  },
  specreason: {
    name: 'specreason',
    summary: 'one path, the draft writes, the target scores and rewrites',
    paths: 'one',
    selects: false,
    writer: 'draft-and-target',
    stop: 'all',
    opening: 'together',
    patience: null
  },
  ssr: {
    name: 'ssr',
    summary:
      'n paths on selected strategies, the draft writes, the target scores and rewrites, a vote',
    paths: 'many',
    selects: true,
    writer: 'draft-and-target',
    stop: 'all',
    opening: 'together',
    patience: null
  },
  'ssr-fast1': {
    name: 'ssr-fast1',
    summary: 'ssr that stops at the first finished path with an answer',
    paths: 'many',
    selects: true,
    writer: 'draft-and-target',
    stop: 'first',
    opening: 'together',
    patience: null
  },
  'ssr-fast2': {
    name: 'ssr-fast2',
    summary: 'ssr that stops when two finished paths agree',
    paths: 'many',
    selects: true,
    writer: 'draft-and-target',
    stop: 'agree-2',
    opening: 'together',
    patience: null
  },
  'ssr-adaptive': {
    name: 'ssr-adaptive',
    summary:
      'the draft answers first; the target wakes, a path at a time, only while the vote is undecided',
    paths: 'many',
    selects: true,
    writer: 'draft-and-target',
    stop: 'decided',
    opening: 'one-by-one',
    patience: 3
  }
}

/** The method of that name; null where only another version has it. */
export function findMethod(name: string): Method | null {
  return Object.hasOwn(METHODS, name) ? METHODS[name as MethodName] : null
}
