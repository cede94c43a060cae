import type { InspectionStage } from '../../../shared/inspection.ts'
import type { Refusal } from '../../../shared/model-library.ts'
import { assertionIn, causeOfDeath, type ProcessEnd } from './cause-of-death.ts'

/**
 * Says in one sentence what a file did to the process that opened it.
 *
 * @param stage what that was doing
 */
export function refusalAfter(end: ProcessEnd, stage: InspectionStage): Refusal {
  switch (causeOfDeath(end)) {
    case 'hung':
      return { code: 'hung', sentence: `It took far more time than it may while ${stage}.` }
    case 'out-of-memory':
      return {
        code: 'out-of-memory',
        sentence: `It took far more memory than it may while ${stage}.`
      }
    case 'killed':
      return {
        code: 'out-of-memory',
        sentence: `The system ended it while ${stage}, for want of memory.`
      }
    case 'illegal-instruction':
      return {
        code: 'crashed',
        sentence: `This processor lacks an instruction that was needed while ${stage}.`
      }
    case 'aborted':
    case null:
      return { code: 'crashed', sentence: crash(end, stage) }
  }
}

function crash({ code, signal, output }: ProcessEnd, stage: InspectionStage): string {
  const assertion = assertionIn(output)
  return assertion === null
    ? `It crashed the process that opened it (${signal ?? `exit code ${code}`}) while ${stage}.`
    : `llama.cpp gave up while ${stage}: ${assertion}.`
}
