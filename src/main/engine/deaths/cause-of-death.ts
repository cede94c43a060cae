import {
  MEMORY_LIMIT_MARK,
  TIME_LIMIT_MARK,
  type InspectionStage
} from '../../../shared/inspection.ts'
import type { Refusal } from '../../../shared/model-library.ts'

export interface Death {
  readonly code: number | null
  readonly signal: string | null
  readonly stage: InspectionStage
  readonly errorOutput: string
  /** It was killed because its time was up. */
  readonly late: boolean
}

/** Says in one sentence what a file did to the process that opened it. */
export function causeOfDeath(death: Death): Refusal {
  const { stage } = death
  if (death.late || death.errorOutput.includes(TIME_LIMIT_MARK.trim())) {
    return { code: 'hung', sentence: `It took far more time than it may while ${stage}.` }
  }
  if (death.errorOutput.includes(MEMORY_LIMIT_MARK.trim()) || outOfHeap(death.errorOutput)) {
    return {
      code: 'out-of-memory',
      sentence: `It took far more memory than it may while ${stage}.`
    }
  }
  if (death.signal === 'SIGKILL') {
    return {
      code: 'out-of-memory',
      sentence: `The system ended it while ${stage}, for want of memory.`
    }
  }
  if (death.signal === 'SIGILL') {
    return {
      code: 'crashed',
      sentence: `This processor lacks an instruction that was needed while ${stage}.`
    }
  }
  const assertion = assertionIn(death.errorOutput)
  return {
    code: 'crashed',
    sentence:
      assertion === null
        ? `It crashed the process that opened it (${death.signal ?? `exit code ${death.code}`}) while ${stage}.`
        : `llama.cpp gave up while ${stage}: ${assertion}.`
  }
}

function outOfHeap(errorOutput: string): boolean {
  return /heap out of memory|invalid array length|invalid size error/i.test(errorOutput)
}

/** The condition that native code insisted on, from a line like `llama.cpp:12: GGML_ASSERT(n > 0) failed`. */
function assertionIn(errorOutput: string): string | null {
  return /GGML_ASSERT\((.{1,160})\) failed/.exec(errorOutput)?.[1] ?? null
}
