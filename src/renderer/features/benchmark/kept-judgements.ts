import { z } from 'zod'
import { personalJudgementSchema } from '../../../shared/contract/judging.ts'
import { keepInTab, keptInTab } from '../../lib/tab-memory.ts'
import type { Judged } from './review.ts'

const judgedSchema = z.array(z.object({ attempt: z.number(), before: personalJudgementSchema }))

function keyOf(run: string): string {
  return `tandem.judged.${run}`
}

/** What this tab's person judged of a run before the page was loaded again, the last one last. */
export function readKeptJudgements(run: string): readonly Judged[] {
  return keptInTab(keyOf(run), judgedSchema) ?? []
}

/** Keeps what undoes the judgements of a run, for this tab only and until it is closed. */
export function keepJudgements(run: string, judged: readonly Judged[]): void {
  keepInTab(keyOf(run), judged)
}
