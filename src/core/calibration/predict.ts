import type { MethodName } from '../../shared/options.ts'

/** What is known, or guessed, of a pair before anything has been measured with it. Times are milliseconds a token. */
export interface PairGuess {
  /** Draft parameters over target parameters. */
  readonly alpha: number
  /** Writing a token, one path at a time, and reading one of a longer text. */
  readonly draft: { readonly write: number; readonly read: number }
  readonly target: { readonly write: number; readonly read: number }
  /** Share of the drafted steps that the target keeps. */
  readonly acceptance: number
  /** Share of the tokens that the draft proposes which the target would write too; for `speculative`. */
  readonly tokenAcceptance: number
  /** Share of a rejected step that is written anew: 1 with `whole`, less with `suffix`. */
  readonly rewritten: number
  /** What n tokens of n paths take in one batch, over n tokens one by one. */
  readonly together: (paths: number) => number
  /** Tokens: of the problem's prompt, of a solution, of a step, of the question for a strategy, of that for a score. */
  readonly prompt: number
  readonly solution: number
  readonly step: number
  readonly selection: number
  readonly question: number
}

/** What a method comes to over the target alone. */
export interface Prediction {
  readonly method: MethodName
  readonly paths: number
  readonly time: number
  readonly gamma: number
  readonly gammaDecode: number
}

/** Tokens that the draft proposes at a time (token-speculation.ts). */
const PROPOSED = 4

/** What both models evaluate in an attempt, in tokens, and how long that takes. */
interface Work {
  readonly time: number
  readonly target: number
  readonly draft: number
  readonly targetDecoded: number
  readonly draftDecoded: number
}

/**
 * The cost model of the paper (arXiv 2505.15340, section 3.3; `gammaDecode` = n (1 - a + alpha) is its gamma), with what it
 * leaves out: reading (a token read takes less time than one written, and as many FLOPs), prompts, selection, questions,
 * and that n paths share batches. docs/performance.md writes each formula out.
 */
export function predict(guess: PairGuess, paths: number): Prediction[] {
  const baseline = alone(guess, 1)
  const over = (method: MethodName, count: number, work: Work): Prediction => {
    const flops = ({ target, draft }: Work) => target + guess.alpha * draft
    const decoded = ({ targetDecoded, draftDecoded }: Work) =>
      targetDecoded + guess.alpha * draftDecoded
    return {
      method,
      paths: count,
      time: work.time / baseline.time,
      gamma: flops(work) / flops(baseline),
      gammaDecode: decoded(work) / decoded(baseline)
    }
  }
  return [
    over('draft', 1, draftAlone(guess)),
    over('speculative', 1, speculative(guess)),
    over('parallel', paths, alone(guess, paths)),
    over('specreason', 1, speculativeSteps(guess, 1)),
    over('ssr', paths, selected(guess, speculativeSteps(guess, paths))),
    over('ssr-adaptive', 1, adaptive(guess))
  ]
}

/** Shares of kept steps that are looked at, of 1. */
const ACCEPTANCES = 100

/** The smallest share of kept steps at which `ssr-adaptive` takes less time than the target alone; null where none does. */
export function acceptanceThatPays(guess: PairGuess): number | null {
  const { time } = alone(guess, 1)
  for (let part = 0; part <= ACCEPTANCES; part++) {
    const acceptance = part / ACCEPTANCES
    if (adaptive({ ...guess, acceptance }).time < time) return acceptance
  }
  return null
}

/** The target alone: P r + n L w g(n). */
function alone({ prompt, solution, target, together }: PairGuess, paths: number): Work {
  const written = paths * solution
  return {
    time: prompt * target.read + written * target.write * together(paths),
    target: prompt + written,
    draft: 0,
    targetDecoded: written,
    draftDecoded: 0
  }
}

function draftAlone({ prompt, solution, draft }: PairGuess): Work {
  return {
    time: prompt * draft.read + solution * draft.write,
    target: 0,
    draft: prompt + solution,
    targetDecoded: 0,
    draftDecoded: solution
  }
}

/**
 * Token by token (Leviathan et al., arXiv 2211.17192): a pass over k proposals adds (1 - b^(k+1)) / (1 - b) tokens. One of
 * them counts as decoded by the target, the rest as read, as in our ledger.
 */
function speculative({ prompt, solution, draft, target, tokenAcceptance: b }: PairGuess): Work {
  const added = b >= 1 ? PROPOSED + 1 : (1 - b ** (PROPOSED + 1)) / (1 - b)
  const passes = solution / added
  return {
    time:
      prompt * (target.read + draft.read) +
      passes * (PROPOSED * draft.write + target.write + PROPOSED * target.read),
    target: prompt + passes * (PROPOSED + 1),
    draft: prompt + passes * PROPOSED,
    targetDecoded: passes,
    draftDecoded: passes * PROPOSED
  }
}

/** Step by step: the draft writes L, the target reads it and the questions, writes (1 - a) f L, and the draft reads that. */
function speculativeSteps(guess: PairGuess, paths: number): Work {
  const { prompt, solution, step, question, draft, target, acceptance, rewritten, together } = guess
  const drafted = paths * solution
  const read = drafted + paths * (solution / step) * question
  const anew = drafted * (1 - acceptance) * rewritten
  return {
    time:
      prompt * (draft.read + target.read) +
      (drafted * draft.write + anew * target.write) * together(paths) +
      read * target.read +
      anew * draft.read,
    target: prompt + read + anew,
    draft: prompt + drafted + anew,
    targetDecoded: anew,
    draftDecoded: drafted
  }
}

/** The target reads the question for a strategy. */
function selected({ selection, target }: PairGuess, work: Work): Work {
  return {
    ...work,
    time: work.time + selection * target.read,
    target: work.target + selection
  }
}

/**
 * The draft answers, on a strategy that it selects itself; where the target would have rejected a step, it is woken, reads
 * the path and mends it. No further path opens: how many would is not to be guessed.
 */
function adaptive(guess: PairGuess): Work {
  const { prompt, solution, step, selection, draft, target, acceptance, rewritten } = guess
  const woken = 1 - acceptance ** (solution / step)
  const anew = solution * (1 - acceptance) * rewritten
  return {
    time:
      (prompt + selection) * draft.read +
      solution * draft.write +
      woken * (prompt + solution) * target.read +
      anew * (target.write + draft.read),
    target: woken * (prompt + solution) + anew,
    draft: prompt + selection + solution + anew,
    targetDecoded: anew,
    draftDecoded: solution
  }
}
