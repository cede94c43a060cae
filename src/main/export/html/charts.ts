import { placedNames } from '../../../shared/chart-names.ts'
import type { Purpose, Role } from '../../../shared/cost.ts'
import type { MethodReport } from '../../../shared/run-report.ts'
import { ratioText, timesText } from '../../../shared/ratio-text.ts'
import { linearScale, type Scale } from './chart-scale.ts'
import { axis, type Figure, PLOT, wholePercent } from './figure.ts'
import { html, type Markup } from './markup.ts'
import type { PageWords } from './page-words.ts'

type Methods = readonly (readonly [string, MethodReport])[]

/** Accuracy against compute: up and to the left is better. Null where nothing was measured. */
export function accuracyByCost(methods: Methods, words: PageWords): Figure | null {
  const { say, figure: written, share, range } = words
  const known = methods.flatMap(([name, { gamma, accuracy, interval }]) =>
    gamma === null || accuracy === null || interval === null
      ? []
      : [{ name, gamma, accuracy, interval }]
  )
  if (known.length === 0) return null
  const x = linearScale(
    [0, Math.max(...known.map(({ gamma }) => gamma), 1)],
    [PLOT.left, PLOT.right]
  )
  const y = linearScale([0, 1], [PLOT.bottom, PLOT.top])
  const places = placedNames(
    known.map(({ name, gamma, accuracy, interval }) => ({
      ...{ name, x: x.at(gamma), y: y.at(accuracy) },
      interval: [y.at(interval.high), y.at(interval.low)]
    })),
    { ...PLOT, top: 0 },
    [{ ...PLOT, left: x.at(1) }]
  )
  const marks = known.map(
    ({ name, gamma, accuracy, interval }, index) =>
      html` <line
          class="bars"
          x1="${x.at(gamma)}"
          x2="${x.at(gamma)}"
          y1="${y.at(interval.low)}"
          y2="${y.at(interval.high)}"
        />
        <circle class="dot" cx="${x.at(gamma)}" cy="${y.at(accuracy)}" r="4.5"
          ><title>
            ${say('chart.accuracy.point', { name, accuracy: share(accuracy), ratio: written(ratioText(gamma)) })}
          </title></circle
        >
        <text
          class="label"
          x="${places[index]!.x}"
          y="${places[index]!.y}"
          text-anchor="${places[index]!.anchor}"
          >${name}</text
        >`
  )
  return {
    name: 'accuracy',
    title: say('benchmark.accuracy'),
    legend: [say('report.accuracy.legend')],
    drawing: html`${axis('y', y, wholePercent)}${axis('x', x, (tick) => written(timesText(tick)))}
    ${baselineAt(x)}${marks}`,
    header: [say('board.method'), say('compute.gamma'), 'pass@1', '95 %'],
    rows: known.map(({ name, gamma, accuracy, interval }) => [
      name,
      written(ratioText(gamma)),
      share(accuracy),
      range(interval)
    ])
  }
}

/** What each method's compute went to, against the baseline. */
export function costByPurpose(methods: Methods, words: PageWords): Figure | null {
  const { say, figure: written, share } = words
  const known = methods.filter(([, { gamma }]) => gamma !== null)
  if (known.length === 0) return null
  const most = Math.max(1, ...known.map(([, { gamma }]) => gamma!))
  const left = 110
  const x = linearScale([0, most], [left, PLOT.right])
  const row = Math.min(34, (PLOT.bottom - PLOT.top) / known.length)
  const bars = known.map(([name, { gammaParts }], index) => {
    const top = PLOT.top + index * row + row * 0.18
    let sum = 0
    const parts = gammaParts.map(({ model, purpose, value }) => {
      const [from, to] = [x.at(sum), x.at(sum + value)]
      sum += value
      return html`<rect
        class="${model}"
        opacity="${shade(purpose)}"
        x="${from}"
        y="${top}"
        width="${Math.max(0, to - from - 0.8)}"
        height="${row * 0.64}"
        ><title>${name}: ${say('report.part', { model, purpose })} ${share(value)}</title></rect
      >`
    })
    return html`<text class="label" x="${left - 8}" y="${top + row * 0.45}" text-anchor="end"
        >${name}</text
      >${parts}`
  })
  const columns = partsOf(known)
  return {
    name: 'compute',
    title: say('benchmark.compute'),
    legend: [
      say('report.cost.legend'),
      { key: 'draft', text: say('role.draft') },
      { key: 'target', text: say('role.target') }
    ],
    drawing: html`${axis('x', x, (tick) => written(timesText(tick)))} ${baselineAt(x)}${bars}`,
    header: [
      say('board.method'),
      ...columns.map((part) => say('report.part', part)),
      say('compute.gamma')
    ],
    rows: known.map(([name, { gamma, gammaParts }]) => [
      name,
      ...columns.map(({ model, purpose }) => {
        const part = gammaParts.find((one) => one.model === model && one.purpose === purpose)
        return share(part?.value ?? null)
      }),
      written(ratioText(gamma))
    ])
  }
}

/** Where the target alone stands. */
function baselineAt(x: Scale): Markup {
  return html`<line
    class="baseline"
    x1="${x.at(1)}"
    x2="${x.at(1)}"
    y1="${PLOT.top}"
    y2="${PLOT.bottom}"
  />`
}

function partsOf(methods: Methods): { model: Role; purpose: Purpose }[] {
  const seen = new Map<string, { model: Role; purpose: Purpose }>()
  for (const [, { gammaParts }] of methods) {
    for (const { model, purpose } of gammaParts) seen.set(`${model} ${purpose}`, { model, purpose })
  }
  return [...seen.values()]
}

const SHADES: Readonly<Record<Purpose, number>> = {
  write: 1,
  ahead: 0.86,
  score: 0.72,
  prompt: 0.5,
  select: 0.38,
  sync: 0.28,
  probe: 0.2
}

/** A purpose of a later version has the last one's. */
function shade(purpose: Purpose): number {
  return SHADES[purpose] ?? SHADES.probe
}
