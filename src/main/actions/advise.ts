import {
  guessFromMeasured,
  guessFromSizes,
  speedsOf,
  UNMEASURED_PAIR
} from '../../core/calibration/compare-predictions.ts'
import {
  acceptanceThatPays,
  predict,
  type PairGuess,
  type Prediction
} from '../../core/calibration/predict.ts'
import type { Role } from '../../shared/cost.ts'
import { given } from '../../shared/given.ts'
import { filePathOf } from '../../shared/model-source.ts'
import type { PairCalibration } from '../../shared/pair-calibration.ts'
import { parameterCount, parametersInName } from '../../shared/parameter-count.ts'
import type { Application } from '../application.ts'
import { pairSetupOf } from '../models/pair-setup.ts'
import { UserError } from '../user-error.ts'

/** What is known of a pair, or assumed. What is left out is measured, where it was, or guessed. */
export interface AdviceWish {
  /** A saved pair, or one of the catalogue that need not be here: by id or name. */
  readonly pair?: string | undefined
  /** Weights. */
  readonly draftParams?: number | undefined
  readonly targetParams?: number | undefined
  /** Milliseconds to write a token. */
  readonly draftMs?: number | undefined
  readonly targetMs?: number | undefined
  readonly readOverWrite?: number | undefined
  /** Shares of steps, and of tokens, that the target keeps. */
  readonly acceptance?: number | undefined
  readonly tokenAcceptance?: number | undefined
  /** Tokens. */
  readonly prompt?: number | undefined
  readonly solution?: number | undefined
  readonly step?: number | undefined
  /** Of the methods with several. */
  readonly paths: number
}

/** What a pair would gain, and what that rests on. */
export interface Advice {
  readonly guess: PairGuess
  readonly predictions: readonly Prediction[]
  /** The smallest share of kept steps from which `ssr-adaptive` saves time; null where none would do. */
  readonly paysFrom: number | null
  /** What was measured of this very pair, with how its predictions fared. */
  readonly measured: PairCalibration | null
  /** The last measurement of any pair here, by which reading was guessed where nothing was said. */
  readonly readingAs: PairCalibration | null
  /** Whose predictions are held against what was measured: this pair's, else the last one's. */
  readonly scored: PairCalibration | null
}

type Context = Pick<Application, 'calibrations' | 'modelServices' | 'bundledPair'>

/**
 * Predicts what a pair would gain. Nothing is loaded or fetched.
 *
 * @throws UserError where too little is known of the pair, or the draft is the larger model
 */
export async function advise(wish: AdviceWish, context: Context): Promise<Advice> {
  const named = wish.pair === undefined ? NOTHING_NAMED : await pairNamed(wish.pair, context)
  const { measured } = named
  const known = { ...given(named.sizes), ...given(wish) }
  const [last = null] = context.calibrations.list()
  const readingAs = measured === null && wish.readOverWrite === undefined ? last : null
  const guess = {
    ...(measured === null ? guessFor(known, readingAs) : withSpeeds(known, measured)),
    ...assumed(wish)
  }
  const predictions = predict(guess, wish.paths)
  const paysFrom = acceptanceThatPays(guess)
  return { guess, predictions, paysFrom, measured, readingAs, scored: measured ?? last }
}

interface NamedForAdvice {
  readonly sizes: Pick<AdviceWish, 'draftParams' | 'targetParams'>
  readonly measured: PairCalibration | null
}

const NOTHING_NAMED: NamedForAdvice = { sizes: {}, measured: null }

async function pairNamed(what: string, context: Context): Promise<NamedForAdvice> {
  const { catalogue, pairs, ...models } = context.modelServices()
  const isNamed = ({ id, name }: { id: string; name: string }) => id === what || name === what
  const saved = pairs.list().find(isNamed)
  if (saved !== undefined) {
    const setup = pairSetupOf(saved, { ...models, bundled: context.bundledPair })
    const sizeOf = async (role: Role) => {
      const path = filePathOf(setup[role])
      if (path !== null) return (await models.library.entryAt(path)).summary?.parameters
      return models.servers.find(saved[role])?.report.parameters
    }
    const sizes = { targetParams: await sizeOf('target'), draftParams: await sizeOf('draft') }
    return { sizes, measured: context.calibrations.of(setup)[0] ?? null }
  }
  const listed = catalogue().pairs
  const named = listed.find(isNamed)
  if (named === undefined) {
    const names = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join(', ')
    throw new UserError(
      `There is no pair "${what}", neither here nor in the catalogue.`,
      `Here: ${names(pairs.list())}. In the catalogue: ${names(listed)}.`
    )
  }
  const sizeOf = ({ name }: { name: string }) => parameterCount(parametersInName(name)) ?? undefined
  const sizes = { targetParams: sizeOf(named.target), draftParams: sizeOf(named.draft) }
  return { sizes, measured: null }
}

/** A pair of which nothing was measured: sizes or speeds decide. */
function guessFor(
  { draftParams, targetParams, draftMs, targetMs, readOverWrite }: Partial<AdviceWish>,
  readingAs: PairCalibration | null
): PairGuess {
  const bySize = draftParams !== undefined && targetParams !== undefined
  const bySpeed = draftMs !== undefined && targetMs !== undefined
  if (!bySize && !bySpeed) {
    throw new UserError(
      'Nothing is known of the pair.',
      'Give --draft-params and --target-params, or --draft-ms and --target-ms, or all four; or --pair with a pair of "tandem models pairs" or of the catalogue.'
    )
  }
  const alpha = bySize ? draftParams / targetParams : draftMs! / targetMs!
  if (alpha > 1) {
    throw new UserError(
      'The draft is the larger model.',
      'Exchange the two: a draft that takes longer than its target saves nothing.'
    )
  }
  const here = readingAs && speedsOf(readingAs.speed).target
  const read = readOverWrite ?? (here ? here.read / here.write : UNMEASURED_PAIR.readOverWrite)
  const write = targetMs ?? 1
  const drafting = draftMs ?? alpha * write
  return {
    ...guessFromSizes(alpha, write),
    target: { write, read: read * write },
    draft: { write: drafting, read: read * drafting }
  }
}

/** A pair that was measured, where what is said goes before it. */
function withSpeeds(
  { draftMs, targetMs, readOverWrite }: Partial<AdviceWish>,
  measured: PairCalibration
): PairGuess {
  const guess = guessFromMeasured(measured)
  const speed = (write: number | undefined, { write: own, read }: PairGuess['target']) => ({
    write: write ?? own,
    read: (write ?? own) * (readOverWrite ?? read / own)
  })
  return { ...guess, target: speed(targetMs, guess.target), draft: speed(draftMs, guess.draft) }
}

function assumed({ acceptance, tokenAcceptance, prompt, solution, step }: AdviceWish) {
  return given({ acceptance, tokenAcceptance, prompt, solution, step })
}
