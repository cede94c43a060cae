import { extract } from '../../core/answers/extract.ts'
import type { GradingTask } from '../../core/answer-kinds/judge-answer.ts'
import type { Judgement } from '../../core/answers/judge.ts'
import type { Grader } from './grader.ts'
import { type GradingLine, isExtractionOnly } from './grading-line.ts'

/** Grades the lines of a file in their order. */
export async function gradeLines(
  lines: readonly GradingLine[],
  grader: Pick<Grader, 'grade'>
): Promise<Judgement[]> {
  const compared = await grader.grade(lines.filter((line) => !isExtractionOnly(line)).map(task))
  const next = compared.values()
  return lines.map((line) => {
    if (isExtractionOnly(line)) return extractionOf(line)
    const { value } = next.next()
    if (!value) throw new Error(`Expected ${lines.length} judgements, got ${compared.length}`)
    return value
  })
}

function task(line: GradingLine): GradingTask {
  return {
    kind: line.kind,
    gold: line.gold ?? '',
    pred: line.pred,
    ...(line.choices && { choices: line.choices }),
    ...(line.tolerance !== undefined && { tolerance: line.tolerance }),
    relativeTolerance: line.relativeTolerance,
    alternatives: line.alternatives,
    answerKind: line.answerKind
  }
}

/** Extraction alone takes linear time, so it needs no thread that can be ended. */
function extractionOf({ pred, choices, expected }: GradingLine): Judgement {
  const { answer, rule } = extract(pred, choices ? { choices } : {})
  if (expected === undefined) {
    const reason = 'the answer was only taken out; there is nothing to compare it with'
    return { equality: 'undecidable', reason, extracted: answer, rule }
  }
  return answer === expected
    ? { equality: 'equal', reason: 'the expected text', extracted: answer, rule }
    : { equality: 'different', reason: 'not the expected text', extracted: answer, rule }
}

/** Whether an output states no answer at all, which says more of its form than of its mathematics. */
export function isUnparsed({ kind, mode }: GradingLine, judgement: Judgement): boolean {
  return (
    kind === 'extract' &&
    mode === 'grade' &&
    judgement.equality === 'different' &&
    judgement.extracted === null
  )
}
