import { FIGURES, pointsOver, pointsWithInterval, ratioOver, ratioWithInterval } from './compare.ts'
import type { Measured } from './measured.ts'
import { markdown } from './tables.ts'

/** What a variant has to reach over another: a ratio of at most, or points of right answers of at least. */
type Goal = {
  readonly set: string
  readonly variant: string
  readonly over: string
  readonly bound: number
  readonly aim: number
} & (
  | { readonly figure: keyof typeof FIGURES }
  /** The lower end of the interval has to lie above `surely`. */
  | { readonly figure: 'points'; readonly surely: number }
)

export const COIN_SET = '10M / 62M, drafts accepted by a coin'
/** The set of the attempts that take turns with another checkout's, and what its variants are called. */
export const CHECKOUT_SET = 'school, in turns with another checkout'
export const there = (variant: string) => `${variant}, there`

const SSR = 'ssr n=3'
const BALANCED = 'adaptive balanced'

const GOALS: readonly Goal[] = [
  ...ratios('school', SSR, 'parallel-spm n=3', { time: [0.65, 0.5] }),
  ...ratios('school', SSR, 'baseline', { time: [1.7, 1.2] }),
  ...ratios(COIN_SET, SSR, 'parallel-spm n=3', { time: [0.65, 0.5] }),
  ...ratios(COIN_SET, SSR, 'baseline', { time: [1.7, 1.2] }),
  ...ratios('school', 'ssr n=3 suffix', 'baseline', { gammaDecode: [0.7, 0.5] }),
  points('school', BALANCED, 'baseline', { bound: 8, surely: 6, aim: 10 }),
  ...ratios('school', BALANCED, 'baseline', {
    time: [1, 0.75],
    gammaDecode: [0.4, 0.3],
    gamma: [1.7, 1.4]
  }),
  ...ratios('school', BALANCED, 'speculative', { time: [1, 0.8] }),
  points('school', BALANCED, 'speculative', { bound: 8, surely: 0, aim: 10 }),
  points('school-hard', 'adaptive thorough', 'baseline', { bound: 5, surely: 2, aim: 8 }),
  ...ratios('school', 'adaptive eco', 'baseline', { gamma: [0.85, 0.6] }),
  points('school', 'adaptive eco', 'baseline', { bound: -1, surely: -1, aim: 0 }),
  ...ratios(CHECKOUT_SET, 'baseline', there('baseline'), { time: [0.65, 0.5] }),
  ...ratios(CHECKOUT_SET, SSR, there(SSR), { time: [0.4, 0.3] })
]

function ratios(
  set: string,
  variant: string,
  over: string,
  bounds: Partial<Record<keyof typeof FIGURES, readonly [number, number]>>
): Goal[] {
  return (Object.keys(bounds) as (keyof typeof FIGURES)[]).map((figure) => {
    const [bound, aim] = bounds[figure]!
    return { set, variant, over, figure, bound, aim }
  })
}

function points(
  set: string,
  variant: string,
  over: string,
  bounds: { readonly bound: number; readonly surely: number; readonly aim: number }
): Goal {
  return { set, variant, over, figure: 'points', ...bounds }
}

/** Every figure that has to be reached, with its bound, its aim and what was measured of it. */
export function goalsTable(all: readonly Measured[]): string {
  const sets = Map.groupBy(all, ({ set }) => set)
  return markdown(
    ['figure', 'on', 'at least', 'aim', 'measured', 'reached'],
    GOALS.map((goal) => {
      const { set, variant, over, figure } = goal
      return [`${figure} of ${variant} over ${over}`, set, ...judged(goal, sets.get(set) ?? [])]
    })
  )
}

function judged(goal: Goal, all: readonly Measured[]): string[] {
  const { variant, over, bound, aim } = goal
  if (goal.figure === 'points') {
    const { surely } = goal
    const found = pointsOver(all, variant, over)
    const reached = found && found.value >= bound && found.interval.low > surely
    return [
      `${bound}, interval above ${surely}`,
      `${aim}`,
      pointsWithInterval(found),
      howFar(reached, found && found.value >= aim)
    ]
  }
  const found = ratioOver(all, variant, over, FIGURES[goal.figure])
  return [
    `${bound}`,
    `${aim}`,
    ratioWithInterval(found),
    howFar(found && found.value <= bound, found && found.value <= aim)
  ]
}

function howFar(reached: boolean | null, aim: boolean | null): string {
  if (reached === null) return 'not measured'
  if (!reached) return 'no'
  return aim === true ? 'yes, and the aim' : 'yes'
}
