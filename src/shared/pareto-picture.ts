import type { MeasuredPlan, PairCalibration } from './pair-calibration.ts'
import { EFFORTS } from './plan.ts'

/** What a picture of a calibration draws, wherever it is drawn. */
export const COSTS = ['time', 'gamma', 'gammaDecode'] as const
export type CostName = (typeof COSTS)[number]

/** The plans that were chosen; efforts of the same plan share one name. */
export function chosenPlans({
  efforts
}: Pick<PairCalibration, 'efforts'>): { readonly name: string; readonly measured: MeasuredPlan }[] {
  const named: { names: string[]; key: string; measured: MeasuredPlan }[] = []
  for (const effort of EFFORTS) {
    const { effort: _, ...plan } = efforts[effort].plan
    const key = JSON.stringify(plan)
    const same = named.find((one) => one.key === key)
    if (same) same.names.push(effort)
    else named.push({ names: [effort], key, measured: efforts[effort] })
  }
  return named.map(({ names, measured }) => ({ name: names.join(', '), measured }))
}

/** From nothing to a little more than the dearest, so that the target alone, at 1, is in it. */
export function costRange(
  { front, efforts }: Pick<PairCalibration, 'front' | 'efforts'>,
  cost: CostName
): [number, number] {
  const values = [...front, ...EFFORTS.map((effort) => efforts[effort])].map(
    (measured) => measured[cost]
  )
  return [0, 1.05 * Math.max(1, ...values)]
}

/** Shares to mark: from a round one below all that is drawn up to all right. */
export function accuracyTicks({
  front,
  efforts,
  baseline,
  problems
}: Pick<PairCalibration, 'front' | 'efforts' | 'baseline' | 'problems'>): number[] {
  const lowest = Math.min(
    baseline.right / Math.max(1, problems.certifiedOn),
    ...front.map(({ accuracy }) => accuracy),
    ...EFFORTS.map((effort) => efforts[effort].intervals.accuracy.low)
  )
  const step = lowest > 0.6 ? 10 : 20
  const first = Math.min(100 - step, Math.floor((100 * lowest) / step) * step)
  return Array.from(
    { length: (100 - first) / step + 1 },
    (_, index) => (first + index * step) / 100
  )
}
