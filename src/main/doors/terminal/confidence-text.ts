import type { Role } from '../../../shared/cost.ts'
import {
  LIKELY,
  type ReadText,
  tokenPercent,
  type TokenOfText,
  tokensOfText,
  UNLIKELY
} from '../../../shared/tokens-of-text.ts'
import type { AttemptView } from '../../../shared/view.ts'
import type { Style } from './style.ts'
import { wrap } from './wrap.ts'

const LEGEND =
  'Behind each token that was not almost certain (below 90 %) stands how probable the target (T) and the draft (D) found it.'

/** A text that was written at a step of a path, token by token. */
interface WrittenText {
  readonly path: number
  readonly step: number
  readonly author: Role
  /** Whether it is a draft that the target rewrote. */
  readonly isRejected: boolean
  /** Characters at its beginning that the draft wrote, of a text that the target went on with. */
  readonly kept: number
  readonly tokens: readonly TokenOfText[]
}

/** Every text of an attempt in its order, a rejected draft before what took its place. */
function writtenTexts({ paths }: AttemptView): WrittenText[] {
  return paths.flatMap(({ id: path, steps }) =>
    steps.flatMap(({ index: step, author, rejected, kept, text, reading, judged }) => {
      const told = (read: ReadText) => tokensOfText({ ...read, text: read.text.trimEnd() })
      const stands = told({ text, own: { by: author, reading }, judged })
      const own = { path, step, author, kept, isRejected: false, tokens: stands }
      if (rejected === null) return [own]
      const draft = { by: 'draft', reading: rejected.reading } as const
      const tokens = told({ text: rejected.text, own: draft, judged: rejected.judged })
      return [{ path, step, author: draft.by, kept: 0, isRejected: true, tokens }, own]
    })
  )
}

/** How probable each token of an attempt was, as other programs read it. */
export function confidenceDocument(view: AttemptView) {
  return writtenTexts(view).map(({ path, step, author, isRejected, kept, tokens }) => ({
    ...{ path, step, author, rejected: isRejected, kept },
    tokens: tokens.map(({ text, readings }) => ({
      text,
      target: probabilityBy('target', readings),
      draft: probabilityBy('draft', readings)
    }))
  }))
}

function probabilityBy(role: Role, readings: TokenOfText['readings']): number | null {
  return readings.find(({ by }) => by === role)?.probability ?? null
}

/** The texts of an attempt with the probability of every token that was not almost certain. */
export function confidenceLines(view: AttemptView, columns: number, style: Style): string[] {
  const texts = writtenTexts(view)
  if (texts.every(({ tokens }) => tokens.every(({ readings }) => readings.length === 0))) {
    return ['How probable its tokens were is not stored.']
  }
  return [
    ...texts.flatMap((text) => [
      style.bold(titleOf(text)),
      ...wrap(text.tokens.map((token) => tokenText(token, text, style)).join(''), columns),
      ''
    ]),
    ...wrap(LEGEND, columns).map((line) => style.dim(line))
  ]
}

function titleOf({ path, step, author, isRejected, kept }: WrittenText): string {
  const by = isRejected ? 'rejected draft' : kept > 0 ? 'draft up to |, then target' : author
  return `Path ${path + 1}, step ${step + 1}: ${by}`
}

/** A token with its marks: the seam where the target went on, and what the models made of it. */
function tokenText(
  { text, at, readings }: TokenOfText,
  { kept }: WrittenText,
  style: Style
): string {
  const seam = kept - at
  const hasSeam = kept > 0 && seam >= 0 && seam < text.length
  const shown = hasSeam ? `${text.slice(0, seam)}|${text.slice(seam)}` : text
  const marking = readings[0]?.probability ?? null
  if (marking === null || marking >= LIKELY) return shown
  const words = readings.map(
    ({ by, probability }) =>
      `${by === 'draft' ? 'D' : 'T'} ${probability === null ? 'unknown' : tokenPercent(probability)}`
  )
  const mark = `‹${words.join(' ')}›`
  // Space at its end stays outside, where a line may break.
  const end = shown.trimEnd().length
  const painted = marking < UNLIKELY ? style.bad(mark) : style.bold(mark)
  return `${shown.slice(0, end)}${painted}${shown.slice(end)}`
}
