import type { PairedComparison } from '../../../shared/run-report.ts'
import { inLanguage, pointsFigure } from '../../lib/figures.ts'
import { t } from '../../words/t.ts'

/** What a comparison of run B with run A says, in a sentence that a person can repeat. */
export function describeDifference({
  difference,
  interval,
  significant
}: Pick<PairedComparison, 'difference' | 'interval' | 'significant'>): string {
  const range = t('comparisons.interval', {
    low: pointsFigure(interval.low),
    high: pointsFigure(interval.high)
  })
  return significant
    ? t('compare.better', {
        points: inLanguage(Math.abs(100 * difference).toFixed(1)),
        better: difference > 0 ? 'yes' : 'no',
        range
      })
    : t('compare.undecided', { points: pointsFigure(difference), range })
}
