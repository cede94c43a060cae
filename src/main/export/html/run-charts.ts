import { apart } from '../../../shared/chart-names.ts'
import type {
  Acceptance,
  PathCurve,
  RepeatCurve,
  ScoreSpread,
  ShareLine
} from '../../../shared/run-charts.ts'
import { linearScale } from './chart-scale.ts'
import { axis, below, type Figure, PLOT, wholePercent } from './figure.ts'
import { html, type Markup } from './markup.ts'
import type { PageWords } from './page-words.ts'

/** How often the n-th step that the draft wrote was kept. Null where nothing was drafted. */
export function acceptanceChart(
  acceptance: readonly Acceptance[],
  words: PageWords
): Figure | null {
  const { say, share } = words
  if (acceptance.length === 0) return null
  return {
    name: 'kept',
    title: say('charts.kept'),
    legend: [say('report.kept.legend')],
    drawing: lines(
      acceptance.map(({ method, places }) => ({
        name: method,
        points: places.map(({ step, drafted, accepted }) => ({
          x: step + 1,
          y: accepted / drafted
        }))
      })),
      words
    ),
    header: [
      say('board.method'),
      say('charts.column.step'),
      say('charts.column.drafted'),
      say('charts.column.kept'),
      say('board.acceptance')
    ],
    rows: acceptance.flatMap(({ method, places }) =>
      places.map(({ step, drafted, accepted }) => [
        method,
        String(step + 1),
        String(drafted),
        String(accepted),
        share(accepted / drafted)
      ])
    )
  }
}

/** Whether the judge is informative: scores on paths that came to the right answer, and on the others. */
export function scoreChart({ method, highest, bins, auc }: ScoreSpread, words: PageWords): Figure {
  const { say, figure: written } = words
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
  const bounds = bins.map((_, index) => written(((index / bins.length) * highest).toFixed(1)))
  const bars = shares.flatMap((share, index) =>
    (['right', 'wrong'] as const).map(
      (kind, side) =>
        html`<rect
          class="${kind}"
          x="${x.at(index + 0.1) + side * (width + 1)}"
          y="${y.at(share[kind])}"
          width="${width}"
          height="${PLOT.bottom - y.at(share[kind])}"
          ><title>
            ${say('report.scores.bar', { from: bounds[index]!, kind, steps: bins[index]![kind] })}
          </title></rect
        >`
    )
  )
  const known =
    auc === null
      ? say('scores.alike')
      : `${say('scores.auc', { auc: written(auc.toFixed(2)) })} ${say('scores.auc.meaning')}`
  return {
    name: `scores-${method.replace(/[^\w-]+/g, '_')}`,
    title: say('scores.table', { method }),
    legend: [
      { key: 'right', text: say('scores.total', { kind: 'right', steps: totals.right }) },
      { key: 'wrong', text: `${say('scores.total', { kind: 'wrong', steps: totals.wrong })}.` },
      known
    ],
    drawing: html`${axis('y', y, wholePercent)}${bars}
    ${bounds.map((bound, index) => below(x.at(index), bound))}`,
    header: [say('scores.from'), say('scores.right'), say('scores.wrong')],
    rows: bins.map(({ right, wrong }, index) => [bounds[index]!, String(right), String(wrong)])
  }
}

/** Accuracy if only the first k paths had voted. Null where no method let all of its paths end. */
export function pathsChart(curves: readonly PathCurve[], words: PageWords): Figure | null {
  const { say, share, range } = words
  if (curves.length === 0) return null
  return {
    name: 'paths',
    title: say('charts.paths'),
    legend: [say('charts.paths.note')],
    drawing: lines(
      curves.map(({ method, points }) => ({
        name: method,
        points: points.map(({ k, accuracy, interval }) => ({ x: k, y: accuracy, interval }))
      })),
      words
    ),
    header: [say('board.method'), say('charts.column.paths'), say('methods.accuracy'), '95 %'],
    rows: curves.flatMap(({ method, points }) =>
      points.map(({ k, accuracy, interval }) => [
        method,
        String(k),
        share(accuracy),
        range(interval)
      ])
    )
  }
}

/** The majority of k repeats. Null for a run without repeats. */
export function repeatsChart(curves: readonly RepeatCurve[], words: PageWords): Figure | null {
  const { say, share } = words
  if (curves.length === 0) return null
  return {
    name: 'repeats',
    title: say('charts.repeats'),
    legend: [say('report.repeats.legend')],
    drawing: lines(
      curves.map(({ method, points }) => ({
        name: method,
        points: points.map(({ k, majority }) => ({ x: k, y: majority }))
      })),
      words
    ),
    header: [say('board.method'), 'k', 'maj@k', 'pass@k'],
    rows: curves.flatMap(({ method, points }) =>
      points.map(({ k, majority, any }) => [method, String(k), share(majority), share(any)])
    )
  }
}

/** Lines over whole numbers from 1, against shares; each is named at its end. */
function lines(all: readonly ShareLine[], { share }: PageWords): Markup {
  const last = Math.max(2, ...all.flatMap(({ points }) => points.map(({ x }) => x)))
  const right = PLOT.right - 84
  const at = (place: number) =>
    PLOT.left + 14 + ((place - 1) / (last - 1)) * (right - PLOT.left - 14)
  const y = linearScale([0, 1], [PLOT.bottom, PLOT.top])
  const places = Array.from({ length: last }, (_, index) => index + 1)
  const every = Math.ceil(last / 13)
  const ends = all.map(({ points }) => y.at(points.at(-1)!.y) + 4)
  const names = apart(ends, 12, PLOT.bottom + 4)
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
            ><title>${name}, ${point.x}: ${share(point.y)}</title></circle
          >`
    )
    const end = points.at(-1)!
    return html`<polyline
        class="line"
        stroke-dasharray="${DASHES[index % DASHES.length]!}"
        points="${path}"
      />${marks} <text class="label" x="${at(end.x) + 8}" y="${names[index]!}">${name}</text>`
  })
  return html`${axis('y', y, wholePercent)}
  ${places.filter((place) => (place - 1) % every === 0).map((place) => below(at(place), String(place)))}${drawn}`
}

const DASHES = ['none', '6 3', '2 3', '8 3 2 3', '12 4', '1 4']
