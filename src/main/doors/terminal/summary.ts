import { purposesOf, totalUsage, type ModelCost, type Purpose } from '../../../shared/cost.ts'
import { agreement, winningEvidence } from '../../../shared/agreement.ts'
import { acceptanceRemark } from '../../../shared/acceptance-remark.ts'
import {
  acceptanceOf,
  reservationsOf,
  speculationOf,
  targetShare,
  type AttemptView
} from '../../../shared/view.ts'
import { timeRatio, type Speculation } from '../../../shared/events.ts'
import { priceWords } from '../../../shared/price-words.ts'
import { ratioText } from '../../../shared/ratio-text.ts'
import { say } from '../../../shared/words/say.ts'
import { count, duration, percent } from './figures.ts'
import type { Style } from './style.ts'
import { pad } from './wrap.ts'

/** A probability that reads as 100 %. */
const CERTAIN = 0.995

/** The strategies with the target's probability of each, chosen ones marked. Empty without selection. */
export function selectionLines(view: AttemptView, style: Style): string[] {
  if (!view.selection) return []
  const items = view.selection.map(({ strategy, probability, chosen }) => {
    const text = probability === null ? strategy.name : `${strategy.name} ${percent(probability)}`
    return chosen ? style.bold(`[${text}]`) : style.dim(text)
  })
  const by = view.selectedBy === 'draft' ? ', by the draft' : ''
  return [`Strategies${by}${lettersText(view)}: ${items.join('  ')}`]
}

/** How probable it was that the model answers with a letter at all, unless it is certain, and how often it was asked. */
function lettersText({ letters }: AttemptView): string {
  if (letters === null) return ''
  const { mass, questions } = letters
  const notable = [
    ...(mass < CERTAIN ? [`letters ${percent(mass)}`] : []),
    ...(questions > 1 ? [`asked in ${questions} orders`] : [])
  ]
  return notable.length === 0 ? '' : ` (${notable.join(', ')})`
}

/** How the paths voted, why any was stopped, and the answer. */
export function answerLines(view: AttemptView, style: Style): string[] {
  const votes = view.votes.map(({ answer, paths, weight }) => {
    const voters = paths.map((id) => id + 1).join(', ')
    const weighed = view.options?.vote === 'count' ? '' : `, weight ${weight.toFixed(2)}`
    return `${answer} (${paths.length === 1 ? 'path' : 'paths'} ${voters}${weighed})`
  })
  return [
    ...view.notes.filter(({ path }) => path === null).map(({ text }) => style.bold(text)),
    ...view.decisions.map((text) => style.dim(text)),
    ...(view.votes.length > 0 ? [`Vote: ${votes.join('   ')}${tieText(view)}`] : []),
    answerLine(view, style)
  ]
}

function tieText({ tie }: AttemptView): string {
  switch (tie) {
    case null:
      return ''
    case 'unforced':
      return '   tie: answers given unasked come first'
    case 'mean-score':
      return '   tie: the higher mean score wins (rewritten steps left out)'
    case 'lowest-path':
      return '   tie: the first path wins'
    default:
      return tie satisfies never
  }
}

function answerLine(view: AttemptView, style: Style): string {
  const { outcome, answer, cause } = view
  switch (outcome) {
    case 'answered': {
      const reservations = reservationsOf(view)
      const shown = style.good(style.bold(`Answer: ${answer}`))
      return reservations.length === 0 ? shown : `${shown} (${reservations.join('; ')})`
    }
    case 'stopped':
      return style.bold(answer === null ? 'Stopped, no answer yet.' : `Stopped. So far: ${answer}`)
    case 'no-answer':
      return style.bad(style.bold(`No answer. ${cause ?? ''}`.trim()))
    case 'failed':
      return style.bad(style.bold(`Failed: ${cause ?? 'unknown cause'}`))
    case null:
      return ''
    default:
      return outcome satisfies never
  }
}

/** How far the paths stand behind the answer, and what it cost, in the window's words; none where neither is known. */
export function verdictWords(view: AttemptView): string[] {
  const votes = agreement(view)
  const evidence = winningEvidence(view)
  const price = priceWords(view, 'en', ratioText)
  const parts = [
    ...(votes && votes.of > 1
      ? [say('en', 'attempt.agree', { agree: votes.agree, paths: votes.of })]
      : []),
    ...(evidence === null
      ? []
      : [say('en', 'attempt.evidence', { evidence: evidence.toFixed(2) })]),
    ...(price === null ? [] : [price])
  ]
  return parts.length === 0 ? [] : [parts.join(' · ')]
}

/** The bill: tokens by model and purpose, and what they are over the baseline. A slowdown is shown like a gain. */
export function billLines(view: AttemptView, style: Style): string[] {
  const { ratios, wallMs, cost } = view
  if (!ratios || wallMs === null) return []
  const judged = acceptanceOf(view.paths)
  const { acceptance } = judged
  const remark = acceptanceRemark(judged)
  const written = targetShare(view)
  const speculation = speculationOf(view.paths)
  const against = `the ${ratios.baseline} baseline`
  const time = timeRatio(ratios)
  return [
    `Cost against ${against}: gamma ${style.bold(ratioText(ratios.gamma, 'unknown'))} (all FLOPs), ` +
      `gammaDecode ${ratioText(ratios.gammaDecode, 'unknown')} (decoded tokens only, as published)`,
    `Time: ${duration(wallMs)}` +
      (time === null ? '' : `, ${style.bold(ratioText(time))} against ${against}`) +
      (acceptance === null ? '' : `   Acceptance: ${percent(acceptance)} of drafted steps`) +
      (written === null ? '' : `   Written by the target: ${percent(written)} of the text`),
    ...(speculation === null ? [] : [speculationLine(speculation)]),
    ...modelLines('draft', cost.draft, style),
    ...modelLines('target', cost.target, style),
    ...(remark === null ? [] : [style.bold(remark)])
  ]
}

function speculationLine({ passes, proposed, accepted }: Speculation): string {
  const share = proposed === 0 ? null : accepted / proposed
  return `Proposed by the draft: ${count(proposed)} tokens, ${percent(share)} accepted; ${(accepted / passes + 1).toFixed(1)} tokens a pass of the target`
}

/** Purposes whose names do not say what came of them. */
const WORDS: Partial<Record<Purpose, string>> = { ahead: 'written ahead in vain' }

function modelLines(name: string, cost: ModelCost, style: Style): string[] {
  const total = totalUsage(cost)
  if (total.prefilled + total.decoded === 0) return []
  const parts = purposesOf(cost).flatMap((purpose) => {
    const { prefilled, decoded } = cost[purpose]
    const tokens = prefilled + decoded
    return tokens === 0 ? [] : [`${WORDS[purpose] ?? purpose} ${count(tokens)}`]
  })
  return [
    style.dim(
      `  ${pad(name, 6)} ${count(total.decoded)} tokens decoded, ${count(total.prefilled)} read: ${parts.join(', ')}`
    )
  ]
}
