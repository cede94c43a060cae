import type { RunReport } from '../../../shared/run-report.ts'

/**
 * Why a benchmark that came to its end is no success, as a sentence, or null where it is one: nothing was measured,
 * nothing could be graded, or a method is below a bound that was asked for.
 *
 * @param failUnder pass@1 that every method has to reach, as a share of 1.
 */
export function whyBenchFails(
  { methods, attempts }: Pick<RunReport, 'methods' | 'attempts'>,
  failUnder: number | null
): string | null {
  if (attempts.length > 0 && attempts.every(({ error }) => error !== null)) {
    const kinds = [...new Set(attempts.map(({ error }) => error))].join(', ')
    return `Nothing was measured: an error ended every attempt (${kinds}). See them with: tandem show`
  }
  if (attempts.length > 0 && Object.values(methods).every(({ accuracy }) => accuracy === null)) {
    return (
      'Nothing could be graded: no problem that was solved has an answer to compare with. ' +
      'See the set with: tandem sets show. Give its answers with: tandem sets import FILE --map answer=FIELD'
    )
  }
  if (failUnder === null) return null
  const bound = percent(failUnder)
  for (const [name, { accuracy }] of Object.entries(methods)) {
    if (accuracy === null) {
      return `${name} could not be held against --fail-under ${bound}: no answer could be graded.`
    }
    if (accuracy < failUnder) {
      return `${name} reached ${percent(accuracy)} %, less than the ${bound} % of --fail-under.`
    }
  }
  return null
}

function percent(share: number): string {
  return String(Math.round(share * 1000) / 10)
}
