import { HIGHEST_SEED, METHOD_NAMES, type MethodName } from '../../../shared/options.ts'
import { flag, oneOf, type QueryFields, someOf, typedText, wholeNumberIn } from '../../lib/query.ts'

/** Numbers of attempts at once that are offered. */
export const AT_ONCE = ['', '1', '2', '4', '8', '16', '32', '64'] as const

/** What is chosen for the next benchmark. Empty ids stand for what suits. */
export interface WizardView {
  readonly set: string
  readonly pair: string
  readonly methods: readonly MethodName[]
  readonly sample: number
  readonly repeats: number
  readonly paths: number
  readonly seed: number
  readonly exact: boolean
  /** Attempts at once; empty for as many as suit the pair. */
  readonly atOnce: (typeof AT_ONCE)[number]
}

/** The same, as an address holds it. */
export const WIZARD_VIEW: QueryFields<WizardView> = {
  set: typedText(),
  pair: typedText(),
  methods: someOf(METHOD_NAMES, ['baseline', 'ssr-adaptive']),
  sample: wholeNumberIn(50, { min: 1, max: 1_000_000 }),
  repeats: wholeNumberIn(1, { min: 1, max: 1000 }),
  paths: wholeNumberIn(3, { min: 1, max: 26 }),
  seed: wholeNumberIn(1, { min: 0, max: HIGHEST_SEED }),
  exact: flag,
  atOnce: oneOf(AT_ONCE, '')
}
