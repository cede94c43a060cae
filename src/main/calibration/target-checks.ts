import { caseOf, LEAST_PAIRS, readCheck } from '../../core/calibration/target-check.ts'
import type { StepJudgement } from '../../shared/judgement.ts'
import type { KnownHash } from '../../shared/inference-messages.ts'
import { filePathOf, type ModelSource } from '../../shared/model-source.ts'
import type { PromptProfile } from '../../shared/prompt-profile.ts'
import type { PairSetup } from '../../shared/run-record.ts'
import type { StepPair } from '../../shared/step-pairs.ts'
import type { StrategyPool } from '../../shared/strategy-pool.ts'
import { targetChecks, type TargetCheck } from '../../shared/target-check.ts'
import type { Engine } from '../engine/engine.ts'
import { documentFolder } from './document-folder.ts'
import { hashOfWords } from './hash-of-words.ts'
import { fileToMeasure, isMeasuredFile, measuredFile } from './same-file.ts'

/** Tokens of a known pair, prompts and questions included. */
const CONTEXT = 2048

/** What is asked of a target, and with which words. */
export interface CheckRequest {
  readonly pair: PairSetup
  readonly prompts: PromptProfile
  readonly pool: StrategyPool
}

export interface CheckOptions {
  readonly signal: AbortSignal
  /** Told after each pair: how many are done, of how many. */
  readonly onProgress?: (done: number, total: number) => void
  /** Milliseconds after which it concludes from the pairs that it has, once they are enough. */
  readonly enoughAfter?: number
}

/** What targets make of the known step pairs: measured once for each file, version and wording. */
export interface TargetChecks {
  /** What is known of a target under the profile; null where it was not checked as it would be now, or is no file. */
  known(pair: Pick<PairSetup, 'target' | 'templates'>, prompts: PromptProfile): TargetCheck | null
  /** All that is known of a file, whatever it was asked with; the newest first. */
  of(path: string): readonly TargetCheck[]
  /**
   * Lets the target judge the known pairs, and keeps what comes of it.
   *
   * @returns Null where it was stopped before there were enough
   */
  measure(request: CheckRequest, options: CheckOptions): Promise<TargetCheck | null>
  /** Forgets what is known of a target; returns how much that was. */
  forget(target: ModelSource): number
}

export function createTargetChecks({
  folder,
  pairs,
  engine,
  hashes,
  now = Date.now
}: {
  /** Where checks are kept, one file each. */
  readonly folder: string
  readonly pairs: () => readonly StepPair[]
  readonly engine: Pick<Engine, 'judge' | 'describe'>
  readonly hashes: (paths: readonly string[]) => readonly KnownHash[]
  readonly now?: () => number
}): TargetChecks {
  const documents = documentFolder(folder, targetChecks)
  let shipped: readonly StepPair[] | null = null
  const stepPairs = () => (shipped ??= pairs())

  function of(path: string): TargetCheck[] {
    const known = hashes([path])
    return documents.list().filter(({ file }) => isMeasuredFile(file, path, known))
  }
  function ofSource(target: ModelSource): TargetCheck[] {
    const path = filePathOf(target)
    return path === null ? [] : of(path)
  }
  /** What cannot be kept is measured again the next time: a full disk is no reason not to know. */
  function keep(check: TargetCheck): void {
    try {
      documents.keep(nameOf(check), check)
    } catch {
      // As said above.
    }
  }
  return {
    known({ target, templates }, prompts) {
      const words = wordsOf(prompts, stepPairs(), templates.target)
      return ofSource(target).find((check) => check.words === words) ?? null
    },
    of,
    async measure({ pair, prompts, pool }, { signal, onProgress, enoughAfter = Infinity }) {
      fileToMeasure(pair.target)
      const known = stepPairs()
      const demand = { paths: 1, context: pair.context ?? CONTEXT }
      const { target, engine: version } = await engine.describe(pair, demand, signal)
      const job = { pair, by: 'target' as const, prompts, pool }
      const judgements: StepJudgement[] = []
      const start = now()
      const enough = new AbortController()
      const either = AbortSignal.any([signal, enough.signal])
      const cases = known.map((each) => caseOf(each, prompts))
      for await (const judgement of engine.judge({ ...job, cases }, demand, either)) {
        judgements.push(judgement)
        onProgress?.(judgements.length, known.length)
        if (judgements.length >= LEAST_PAIRS && now() - start > enoughAfter) enough.abort()
      }
      if (judgements.length < LEAST_PAIRS || signal.aborted) return null
      const check: TargetCheck = {
        file: measuredFile(pair.target, target.sha256),
        name: target.name,
        prompts: prompts.id,
        words: wordsOf(prompts, known, pair.templates.target),
        engine: version,
        measuredAt: now(),
        ...readCheck(judgements, prompts)
      }
      keep(check)
      return check
    },
    forget: (target) => documents.forget(ofSource(target).map(nameOf))
  }
}

/** Of all that a check depends on beside the file: other words, other pairs or other thresholds are asked anew. */
function wordsOf(
  {
    system,
    solve,
    score,
    select,
    delimiter,
    thinking,
    scorer,
    thresholds,
    familiarity,
    problemFamiliarity
  }: PromptProfile,
  pairs: readonly StepPair[],
  template: string | null
): string {
  return hashOfWords([
    {
      ...{ system, solve, score, select, delimiter, thinking, scorer, thresholds },
      familiarity: familiarity ?? problemFamiliarity
    },
    pairs,
    ...(template === null ? [] : [template])
  ])
}

function nameOf({ file, words }: TargetCheck): string {
  return `${file.sha256.slice(0, 16)}-${words}`
}
