import type { Comparison } from '../../../shared/run-report.ts'

/** What a comparison of run B with run A says, in a sentence that a person can repeat. */
export function describeDifference({
  difference,
  interval,
  significant
}: Pick<Comparison, 'difference' | 'interval' | 'significant'>): string {
  const range = `${points(interval.low)} to ${points(interval.high)}`
  return significant
    ? `B is ${Math.abs(100 * difference).toFixed(1)} points ${difference > 0 ? 'better' : 'worse'} than A (95 %: ${range}).`
    : `No significant difference: B − A is ${points(difference)} points, and its 95 % interval, ${range}, holds 0.`
}

function points(share: number): string {
  const sign = share > 0 ? '+' : share < 0 ? '−' : ''
  return `${sign}${Math.abs(100 * share).toFixed(1)}`
}
