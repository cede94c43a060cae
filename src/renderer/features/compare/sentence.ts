import type { PairedComparison } from '../../../shared/run-report.ts'
import { pointsFigure } from '../../lib/figures.ts'

/** What a comparison of run B with run A says, in a sentence that a person can repeat. */
export function describeDifference({
  difference,
  interval,
  significant
}: Pick<PairedComparison, 'difference' | 'interval' | 'significant'>): string {
  const range = `${pointsFigure(interval.low)} to ${pointsFigure(interval.high)}`
  return significant
    ? `B is ${Math.abs(100 * difference).toFixed(1)} points ${difference > 0 ? 'better' : 'worse'} than A (95 %: ${range}).`
    : `No significant difference: B − A is ${pointsFigure(difference)} points, and its 95 % interval, ${range}, holds 0.`
}
