import type { Worth } from '../../core/calibration/choose.ts'
import { linearScale } from '../export/html/chart-scale.ts'

const PANEL = { width: 260, height: 200, left: 46, top: 30, gap: 50 }
const COSTS = [
  { title: 'time', of: ({ time }: Worth) => time },
  { title: 'gamma', of: ({ gamma }: Worth) => gamma },
  { title: 'gammaDecode', of: ({ gammaDecode }: Worth) => gammaDecode }
] as const

/** The plans as dots, right answers against each cost over the target alone (the cross), the chosen ones named. */
export function paretoSvg(
  worths: readonly Worth[],
  chosen: Readonly<Record<string, Worth>>,
  baseline: number
): string {
  const width = COSTS.length * (PANEL.width + PANEL.gap) + PANEL.left
  const height = PANEL.top + PANEL.height + 40
  const panels = COSTS.map(({ title, of }, index) => {
    const left = PANEL.left + index * (PANEL.width + PANEL.gap)
    const x = linearScale([0, Math.max(1, ...worths.map(of))], [left, left + PANEL.width])
    const shares = [...worths.map(({ accuracy }) => accuracy), baseline]
    const y = linearScale(
      [100 * Math.min(...shares), 100 * Math.max(...shares)],
      [PANEL.top + PANEL.height, PANEL.top]
    )
    const dot = (worth: Worth, radius: number, attributes: string) =>
      `<circle cx="${at(x.at(of(worth)))}" cy="${at(y.at(100 * worth.accuracy))}" r="${radius}" ${attributes}/>`
    const ticks = [
      ...x.ticks.map(
        (value) =>
          `<text x="${at(x.at(value))}" y="${height - 22}" text-anchor="middle">${tidy(value)}</text>`
      ),
      ...y.ticks.map(
        (value) =>
          `<line x1="${left}" x2="${left + PANEL.width}" y1="${at(y.at(value))}" y2="${at(y.at(value))}" stroke="#ddd"/>` +
          `<text x="${left - 6}" y="${at(y.at(value) + 4)}" text-anchor="end">${tidy(value)}</text>`
      )
    ]
    const names = Object.entries(chosen).map(
      ([name, worth], place) =>
        dot(worth, 5, 'fill="#d55e00"') +
        `<text x="${at(x.at(of(worth)) + 8)}" y="${at(y.at(100 * worth.accuracy) + 4 + 11 * place)}">${name}</text>`
    )
    const cross =
      `<path d="M${at(x.at(1) - 5)} ${at(y.at(100 * baseline))}h10m-5 -5v10" stroke="#000" stroke-width="2"/>` +
      `<text x="${at(x.at(1) + 8)}" y="${at(y.at(100 * baseline) - 6)}">target alone</text>`
    return [
      `<text x="${left}" y="16" font-weight="bold">% right against ${title}</text>`,
      ...ticks,
      ...worths.map((worth) => dot(worth, 2, 'fill="#0072b2" fill-opacity=".25"')),
      cross,
      ...names
    ].join('\n')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">
<title>Right answers against cost, one dot a plan; costs are over the target alone</title>
<rect width="100%" height="100%" fill="#fff"/>
${panels.join('\n')}
</svg>
`
}

function at(value: number): string {
  return value.toFixed(1)
}

function tidy(value: number): string {
  return Number(value.toFixed(4)).toString()
}
