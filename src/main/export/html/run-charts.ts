import type {
  Acceptance,
  PathCurve,
  RepeatCurve,
  ScoreSpread,
  ShareLine
} from '../../../shared/run-charts.ts'
import { percentText } from '../figures.ts'
import { linearScale } from './chart-scale.ts'
import { axis, below, figure, PLOT, wholePercent } from './figure.ts'
import { html, type Markup } from './markup.ts'

/** How often the n-th step that the draft wrote was kept. Null where nothing was drafted. */
export function acceptanceChart(acceptance: readonly Acceptance[]): Markup | null {
  if (acceptance.length === 0) return null
  return figure({
    title: 'Acceptance by step',
    legend: html`Share of the drafted steps that stood, by their place in the path.`,
    drawing: lines(
      acceptance.map(({ method, places }) => ({
        name: method,
        points: places.map(({ step, drafted, accepted }) => ({
          x: step + 1,
          y: accepted / drafted
        }))
      }))
    ),
    header: ['method', 'step', 'drafted', 'kept', 'share'],
    rows: acceptance.flatMap(({ method, places }) =>
      places.map(({ step, drafted, accepted }) => [
        method,
        String(step + 1),
        String(drafted),
        String(accepted),
        percentText(accepted / drafted)
      ])
    )
  })
}

/** Whether the judge is informative: scores on paths that came to the right answer, and on the others. */
export function scoreChart({ method, highest, bins, auc }: ScoreSpread): Markup {
  const totals = {
    right: bins.reduce((sum, { right }) => sum + right, 0),
    wrong: bins.reduce((sum, { wrong }) => sum + wrong, 0)
  }
  const shares = bins.map(({ right, wrong }) => ({
    right: right / Math.max(1, totals.right),
    wrong: wrong / Math.max(1, totals.wrong)
  }))
  const most = Math.max(...shares.flatMap(({ right, wrong }) => [right, wrong]))
  const x = linearScale([0, bins.length], [PLOT.left, PLOT.right])
  const y = linearScale([0, most], [PLOT.bottom, PLOT.top])
  const width = (x.at(1) - x.at(0)) * 0.38
  const bounds = bins.map((_, index) => ((index / bins.length) * highest).toFixed(1))
  const bars = shares.flatMap((share, index) =>
    (['right', 'wrong'] as const).map(
      (kind, side) =>
        html`<rect
          class="${kind}"
          x="${x.at(index + 0.1) + side * (width + 1)}"
          y="${y.at(share[kind])}"
          width="${width}"
          height="${PLOT.bottom - y.at(share[kind])}"
          ><title>from ${bounds[index]!}, ${kind} answers: ${bins[index]![kind]} steps</title></rect
        >`
    )
  )
  return figure({
    title: `Scores by final answer, ${method}`,
    legend: html`Accepted drafts by their score: shares of ${totals.right} steps of paths that ended
      <span class="key right"></span>right, and of ${totals.wrong} of paths that ended
      <span class="key wrong"></span>wrong. ${aucText(auc)}`,
    drawing: html`${axis('y', y, wholePercent)}${bars}
    ${bounds.map((bound, index) => below(x.at(index), bound))}`,
    header: ['score from', 'on right paths', 'on wrong paths'],
    rows: bins.map(({ right, wrong }, index) => [bounds[index]!, String(right), String(wrong)])
  })
}

function aucText(auc: number | null): string {
  if (auc === null) return 'Paths of one kind only: nothing to tell apart.'
  return `AUC ${auc.toFixed(2)}: the chance that a step of a right path has the higher score; 0.5 tells nothing.`
}

/** Accuracy if only the first k paths had voted. Null where no method let all of its paths end. */
export function pathsChart(curves: readonly PathCurve[]): Markup | null {
  if (curves.length === 0) return null
  return figure({
    title: 'Accuracy against the number of paths',
    legend: html`The first k paths of this run vote again; 95 % intervals.`,
    drawing: lines(
      curves.map(({ method, points }) => ({
        name: method,
        points: points.map(({ k, accuracy, interval }) => ({ x: k, y: accuracy, interval }))
      }))
    ),
    header: ['method', 'paths', 'accuracy', '95 %'],
    rows: curves.flatMap(({ method, points }) =>
      points.map(({ k, accuracy, interval }) => [
        method,
        String(k),
        percentText(accuracy),
        interval ? `${percentText(interval.low)} to ${percentText(interval.high)}` : ''
      ])
    )
  })
}

/** The majority of k repeats. Null for a run without repeats. */
export function repeatsChart(curves: readonly RepeatCurve[]): Markup | null {
  if (curves.length === 0) return null
  return figure({
    title: 'Accuracy against the number of repeats',
    legend: html`maj@k: the majority of k repeats of an attempt is right.`,
    drawing: lines(
      curves.map(({ method, points }) => ({
        name: method,
        points: points.map(({ k, majority }) => ({ x: k, y: majority }))
      }))
    ),
    header: ['method', 'k', 'maj@k', 'pass@k'],
    rows: curves.flatMap(({ method, points }) =>
      points.map(({ k, majority, any }) => [
        method,
        String(k),
        percentText(majority),
        percentText(any)
      ])
    )
  })
}

/** Lines over whole numbers from 1, against shares; each is named at its end. */
function lines(all: readonly ShareLine[]): Markup {
  const last = Math.max(2, ...all.flatMap(({ points }) => points.map(({ x }) => x)))
  const right = PLOT.right - 84
  const at = (place: number) =>
    PLOT.left + 14 + ((place - 1) / (last - 1)) * (right - PLOT.left - 14)
  const y = linearScale([0, 1], [PLOT.bottom, PLOT.top])
  const places = Array.from({ length: last }, (_, index) => index + 1)
  const every = Math.ceil(last / 13)
  const drawn = all.map(({ name, points }, index) => {
    const path = points.map((point) => `${at(point.x)},${y.at(point.y)}`).join(' ')
    const marks = points.map(
      (point) =>
        html`${
            point.interval
              ? html`<line
                  class="bars"
                  x1="${at(point.x)}"
                  x2="${at(point.x)}"
                  y1="${y.at(point.interval.low)}"
                  y2="${y.at(point.interval.high)}"
                />`
              : null
          }<circle class="dot" cx="${at(point.x)}" cy="${y.at(point.y)}" r="3"
            ><title>${name}, ${point.x}: ${percentText(point.y)}</title></circle
          >`
    )
    const end = points.at(-1)!
    return html`<polyline
        class="line"
        stroke-dasharray="${DASHES[index % DASHES.length]!}"
        points="${path}"
      />${marks}
      <text class="label" x="${at(end.x) + 8}" y="${y.at(end.y) + 4 + index * 11}">${name}</text>`
  })
  return html`${axis('y', y, wholePercent)}
  ${places.filter((place) => (place - 1) % every === 0).map((place) => below(at(place), String(place)))}${drawn}`
}

const DASHES = ['none', '6 3', '2 3', '8 3 2 3', '12 4', '1 4']
