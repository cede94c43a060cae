import { answerKind } from '../../core/answer-kinds/registry.ts'
import type { AnswerKindCount, Problem } from '../../shared/problem-set.ts'
import type { ImportNotes } from './import-notes.ts'

/** Share of a set's problems that must be gradable for it to pass without a warning that is loud. */
const ENOUGH = 0.5

/** Notes the answers that can never be compared as what they are said to be. Returns how many can. */
export function countGradable(problems: readonly Problem[], notes: ImportNotes): number {
  let gradable = 0
  for (const problem of problems) {
    if (problem.answer === undefined) continue
    const reason = whyNot(problem)
    if (reason === null) gradable++
    else
      notes.add(
        'ungradable',
        `problem ${problem.id}`,
        `"${problem.answer.slice(0, 40)}" is ${reason}`
      )
  }
  return gradable
}

function whyNot({ answer, alternatives = [], answerKind: name, options }: Problem): string | null {
  const kind = answerKind(name)
  if (kind === null) return `of the kind "${name}", which this version does not know`
  const reason = kind.unusable(answer!, options)
  return alternatives.some((other) => kind.unusable(other, options) === null) ? null : reason
}

/** What must be said before a set is saved of which most cannot be graded; null where it is in order. */
export function alarmOf(problems: readonly Problem[], gradable: number): string | null {
  if (gradable >= ENOUGH * problems.length) return null
  const missing = problems.filter(({ answer }) => answer === undefined).length
  const unusable = problems.length - missing - gradable
  const causes = [
    ...(missing > 0 ? [`${missing} have no answer`] : []),
    ...(unusable > 0 ? [`${unusable} have one that cannot be compared`] : [])
  ]
  return (
    `Only ${gradable} of ${problems.length} problems can be graded: ${causes.join(', ')}. ` +
    'Look whether the right field was taken as the answer, and whether its kind is right.'
  )
}

/** A set of nothing but yes and no, or true and false, is one of that kind, where it does not say otherwise. */
export function withPlainKind(problems: readonly Problem[]): readonly Problem[] {
  const plain = problems.every(
    ({ answer, answerKind: kind, options }) =>
      kind === undefined && options === undefined && /^(?:yes|no|true|false)$/i.test(answer ?? '')
  )
  return plain ? problems.map((problem) => ({ ...problem, answerKind: 'yes-no' })) : problems
}

/** What the answers of a set are, the most frequent first. */
export function answerKindsOf(problems: readonly Problem[]): AnswerKindCount[] {
  const counts = new Map<string, number>()
  for (const { answer, answerKind: name = 'mathematics' } of problems) {
    if (answer !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([name, count]) => ({ name, title: answerKind(name)?.title ?? name, count }))
}
