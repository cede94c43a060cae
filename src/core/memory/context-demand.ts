import type { MethodName, SolveOptions } from '../../shared/options.ts'
import type { Plan } from '../../shared/plan.ts'
import { METHODS } from '../methods.ts'

/** Tokens of a path's context beside those it may write: its prompt, and the questions about it. */
const PROMPT_TOKENS = 2048

/** Accepted tokens of one path at most, unless a run says otherwise. */
export const DEFAULT_MAX_TOKENS = 8192

/**
 * Tokens of one path's context: what a run makes, and what it is asked for whether it fits.
 *
 * @param context what a person has decided, or null for as many as such a path may need
 */
export function pathContext(context: number | null, maxTokens = DEFAULT_MAX_TOKENS): number {
  return context ?? maxTokens + PROMPT_TOKENS
}

/** How large the contexts of a pair must be. */
export interface ContextDemand {
  /** Paths open at the same time at most. */
  readonly paths: number
  /** Tokens of one path, prompt and questions included. */
  readonly context: number
}

/**
 * What attempts by several methods need of both models' contexts.
 *
 * @param together attempts that are made at the same time
 */
export function largestDemand(
  methods: readonly MethodName[],
  options: SolveOptions,
  context: number | null,
  together = 1
): ContextDemand {
  const demands = methods.map((method) => contextDemand({ ...options, method }, context, together))
  return {
    paths: Math.max(...demands.map(({ paths }) => paths)),
    context: Math.max(...demands.map((demand) => demand.context))
  }
}

/**
 * What an attempt needs of both models' contexts.
 *
 * @param context tokens of one path that a person has decided, or null for as many as the options ask for
 * @param together attempts like it that are made at the same time, itself included
 */
export function contextDemand(
  { method, paths, maxTokens, plan }: Pick<SolveOptions, 'method' | 'paths' | 'maxTokens' | 'plan'>,
  context: number | null,
  together = 1
): ContextDemand {
  const { paths: open, opening } = METHODS[method]
  const many = opening === 'by-evidence' ? mostAtOnce(plan) : paths
  const ofOne = open === 'one' ? 1 : many
  return { paths: ofOne * together, context: pathContext(context, maxTokens) }
}

/** Paths that a plan keeps open at a time: a wave, or the draft's best path beside its next. */
function mostAtOnce({ draft, wave, paths }: Plan): number {
  return Math.max(Math.min(wave, paths), Math.min(2, draft?.paths ?? 1))
}
