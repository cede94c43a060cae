import { linearScale } from '../../src/main/export/html/chart-scale.ts'
import type { Point } from './trend.ts'

export interface Series {
  readonly name: string
  /** Minutes and megabytes. */
  readonly points: readonly Point[]
}

const WIDTH = 900
const HEIGHT = 360
const LEFT = 60
const RIGHT = 180
const TOP = 20
const BOTTOM = 40
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9']

/** Memory of each process over time; what is left of `from` was warming up and is not judged. */
export function memoryPlot(series: readonly Series[], from: number): string {
  const points = series.flatMap((one) => one.points)
  const x = linearScale([0, Math.max(...points.map((point) => point.x))], [LEFT, WIDTH - RIGHT])
  const y = linearScale([0, Math.max(...points.map((point) => point.y))], [HEIGHT - BOTTOM, TOP])
  const marks = [
    ...x.ticks.map(
      (tick) => `<text x="${at(x.at(tick))}" y="${HEIGHT - 18}" text-anchor="middle">${tick}</text>`
    ),
    ...y.ticks.map(
      (tick) =>
        `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at(y.at(tick))}" y2="${at(y.at(tick))}" stroke="#ddd"/>` +
        `<text x="${LEFT - 8}" y="${at(y.at(tick) + 4)}" text-anchor="end">${tick}</text>`
    )
  ]
  const lines = series.map(({ name, points: own }, index) => {
    const colour = COLOURS[index % COLOURS.length]
    const path = own.map((point) => `${at(x.at(point.x))},${at(y.at(point.y))}`).join(' ')
    const last = own.at(-1)!
    return (
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="1.5"/>` +
      `<text x="${at(x.at(last.x) + 6)}" y="${at(y.at(last.y) + 4)}" fill="${colour}">${name}</text>`
    )
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<rect x="${LEFT}" y="${TOP}" width="${at(x.at(from) - LEFT)}" height="${HEIGHT - TOP - BOTTOM}" fill="#f4f4f4"/>`,
    `<text x="${LEFT - 8}" y="12" text-anchor="end">MB</text>`,
    `<text x="${WIDTH - RIGHT}" y="${HEIGHT - 4}" text-anchor="end">minutes</text>`,
    ...marks,
    ...lines,
    '</svg>',
    ''
  ].join('\n')
}

function at(place: number): string {
  return place.toFixed(1)
}
