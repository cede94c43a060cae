import type { MeasuredPlan, PairCalibration } from '../../shared/pair-calibration.ts'
import { chosenPlans, costRange, accuracyTicks, COSTS } from '../../shared/pareto-picture.ts'
import { linearScale } from '../export/html/chart-scale.ts'

const PANEL = { width: 260, height: 200, left: 46, top: 34, gap: 50 }
const COLOURS = { front: '#0072b2', chosen: '#d55e00', alone: '#000' }

/**
 * Accuracy against each cost over the target alone (the cross): the plans that no other beat where they were chosen,
 * and the chosen ones by name, as they did on the other problems, with their 95 % intervals.
 */
export function paretoSvg(calibration: PairCalibration): string {
  const width = COSTS.length * (PANEL.width + PANEL.gap) + PANEL.left
  const height = PANEL.top + PANEL.height + 40
  const panels = COSTS.map((cost, index) =>
    panel(calibration, cost, PANEL.left + index * (PANEL.width + PANEL.gap))
  )
  const { problems, names } = calibration
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">
<title>${escape(names.target)} with ${escape(names.draft)}: right answers against cost on ${problems.certifiedOn} problems, with 95 % intervals; costs are over the target alone</title>
<rect width="100%" height="100%" fill="#fff"/>
${panels.join('\n')}
</svg>
`
}

function panel(calibration: PairCalibration, cost: (typeof COSTS)[number], left: number): string {
  const { front, baseline, problems } = calibration
  const bottom = PANEL.top + PANEL.height
  const x = linearScale(costRange(calibration, cost), [left, left + PANEL.width])
  const y = linearScale([100 * accuracyTicks(calibration)[0]!, 100], [bottom, PANEL.top])
  const place = (measured: Pick<MeasuredPlan, 'accuracy'>, value: number) => ({
    x: x.at(value),
    y: y.at(100 * measured.accuracy)
  })
  const [lowest, highest] = costRange(calibration, cost)
  const within = (value: number | null) => Math.min(highest, Math.max(lowest, value ?? highest))
  const cross = (measured: MeasuredPlan, colour: string) => {
    const at = place(measured, measured[cost])
    const { accuracy, [cost]: along } = measured.intervals
    const line = (x1: number, y1: number, x2: number, y2: number) =>
      `<line x1="${one(x1)}" y1="${one(y1)}" x2="${one(x2)}" y2="${one(y2)}" stroke="${colour}" stroke-opacity=".35"/>`
    return (
      line(x.at(within(along.low)), at.y, x.at(within(along.high)), at.y) +
      line(at.x, y.at(100 * accuracy.low), at.x, y.at(100 * (accuracy.high ?? 1)))
    )
  }
  const dot = (measured: MeasuredPlan, radius: number, colour: string) => {
    const at = place(measured, measured[cost])
    return `<circle cx="${one(at.x)}" cy="${one(at.y)}" r="${radius}" fill="${colour}"/>`
  }
  const chosen = chosenPlans(calibration)
  const alone = { x: x.at(1), y: y.at((100 * baseline.right) / Math.max(1, problems.certifiedOn)) }
  const labels = spreadLabels([
    ...chosen.map(({ name, measured }) => ({ text: name, ...place(measured, measured[cost]) })),
    { text: 'target alone', ...alone }
  ])
  return [
    `<text x="${left}" y="16" font-weight="bold">Accuracy in % against ${cost}</text>`,
    ...x.ticks.map(
      (value) =>
        `<text x="${one(x.at(value))}" y="${bottom + 16}" text-anchor="middle">${tidy(value)}</text>`
    ),
    ...y.ticks.map(
      (value) =>
        `<line x1="${left}" x2="${left + PANEL.width}" y1="${one(y.at(value))}" y2="${one(y.at(value))}" stroke="#ddd"/>` +
        `<text x="${left - 6}" y="${one(y.at(value) + 4)}" text-anchor="end">${tidy(value)}</text>`
    ),
    `<line x1="${one(alone.x)}" x2="${one(alone.x)}" y1="${PANEL.top}" y2="${bottom}" stroke="#999" stroke-dasharray="2 3"/>`,
    ...front.map((measured) => dot(measured, 2.5, COLOURS.front)),
    ...chosen.map(({ measured }) => cross(measured, COLOURS.chosen)),
    ...chosen.map(({ measured }) => dot(measured, 4.5, COLOURS.chosen)),
    `<path d="M${one(alone.x - 5)} ${one(alone.y)}h10m-5 -5v10" stroke="${COLOURS.alone}" stroke-width="2"/>`,
    ...labels.map((label) => {
      const right = label.x > left + PANEL.width - 80
      const offset = right ? -8 : 8
      return `<text x="${one(label.x + offset)}" y="${one(label.y)}"${right ? ' text-anchor="end"' : ''} stroke="#fff" stroke-width="3" paint-order="stroke">${escape(label.text)}</text>`
    })
  ].join('\n')
}

/** Moves labels apart that would lie on one another, downwards. */
function spreadLabels(labels: readonly { text: string; x: number; y: number }[]) {
  const placed: { text: string; x: number; y: number }[] = []
  for (const label of [...labels].sort((a, b) => a.y - b.y)) {
    let y = label.y + 4
    while (placed.some((other) => Math.abs(other.x - label.x) < 90 && Math.abs(other.y - y) < 12)) {
      y += 3
    }
    placed.push({ ...label, y })
  }
  return placed
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

function one(value: number): string {
  return value.toFixed(1)
}

function tidy(value: number): string {
  return Number(value.toFixed(4)).toString()
}
