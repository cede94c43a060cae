import type { Purpose, Role } from '../../../shared/cost.ts'
import type { MethodReport } from '../../../shared/run-report.ts'
import { percentText, ratioText } from '../figures.ts'
import type { StepFigures } from '../step-figures.ts'
import { linearScale } from './chart-scale.ts'
import { html, type Markup } from './markup.ts'

const WIDTH = 520
const HEIGHT = 280
const PLOT = { left: 46, right: 500, top: 14, bottom: 236 }

type Methods = readonly (readonly [string, MethodReport])[]

interface Figure {
  readonly title: string
  readonly legend: Markup
  readonly drawing: Markup
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Accuracy against compute: up and to the left is better. Null where nothing was measured. */
export function accuracyByCost(methods: Methods): Markup | null {
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
          ><title>${name}: ${percentText(accuracy)} at gamma ${ratioText(gamma)}</title></circle
        >
        <text
          class="label"
          x="${x.at(gamma) + (nearRight(x.at(gamma)) ? -8 : 8)}"
          y="${y.at(accuracy) - 7 + (index % 2) * 18}"
          text-anchor="${nearRight(x.at(gamma)) ? 'end' : 'start'}"
          >${name}</text
        >`
  )
  return figure({
    title: 'Accuracy against compute',
    legend: html`pass@1 with its 95 % interval; gamma counts the FLOPs of all tokens, 1 is the
    baseline.`,
    drawing: html`${yAxis(y.ticks, y.at, (tick) => `${Math.round(tick * 100)} %`)}${xAxis(x.ticks, x.at, ratioText)}
      <line
        class="baseline"
        x1="${x.at(1)}"
        x2="${x.at(1)}"
        y1="${PLOT.top}"
        y2="${PLOT.bottom}"
      />${marks}`,
    header: ['method', 'gamma', 'pass@1', '95 %'],
    rows: known.map(({ name, gamma, accuracy, interval }) => [
      name,
      ratioText(gamma),
      percentText(accuracy),
      `${percentText(interval.low)} to ${percentText(interval.high)}`
    ])
  })
}

/** What each method's compute went to, against the baseline. */
export function costByPurpose(methods: Methods): Markup | null {
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
        ><title>${name}: ${model} ${purpose} ${ratioText(value)}</title></rect
      >`
    })
    return html`<text class="label" x="${left - 8}" y="${top + row * 0.45}" text-anchor="end"
        >${name}</text
      >${parts}`
  })
  const columns = partsOf(known)
  return figure({
    title: 'What the compute went to',
    legend: html`FLOPs over the baseline's, by model and purpose.
      <span class="key draft"></span>draft <span class="key target"></span>target; writing is
      darkest.`,
    drawing: html`${xAxis(x.ticks, x.at, ratioText)}
      <line
        class="baseline"
        x1="${x.at(1)}"
        x2="${x.at(1)}"
        y1="${PLOT.top}"
        y2="${PLOT.bottom}"
      />${bars}`,
    header: ['method', ...columns.map(({ model, purpose }) => `${model} ${purpose}`), 'gamma'],
    rows: known.map(([name, { gamma, gammaParts }]) => [
      name,
      ...columns.map(({ model, purpose }) => {
        const part = gammaParts.find((one) => one.model === model && one.purpose === purpose)
        return ratioText(part?.value ?? null)
      }),
      ratioText(gamma)
    ])
  })
}

/** How often the n-th step that the draft wrote was kept. */
export function acceptanceByStep({ byStep }: StepFigures): Markup | null {
  if (byStep.length === 0) return null
  const x = linearScale([0, byStep.length], [PLOT.left, PLOT.right])
  const y = linearScale([0, 1], [PLOT.bottom, PLOT.top])
  const width = (x.at(1) - x.at(0)) * 0.7
  const bars = byStep.map(({ drafted, accepted }, index) => {
    const share = accepted / drafted
    return html`<rect
      class="draft"
      x="${x.at(index + 0.15)}"
      y="${y.at(share)}"
      width="${width}"
      height="${PLOT.bottom - y.at(share)}"
      ><title>step ${index + 1}: ${accepted} of ${drafted} kept</title></rect
    >`
  })
  return figure({
    title: 'Acceptance by step',
    legend: html`Share of the drafted steps that stood, by their place in the path.`,
    drawing: html`${yAxis(y.ticks, y.at, (tick) => `${Math.round(tick * 100)} %`)}${bars}
    ${byStep.map((_, index) => html`<text x="${x.at(index + 0.5)}" y="${PLOT.bottom + 16}" text-anchor="middle">${index + 1}</text>`)}`,
    header: ['step', 'drafted', 'kept', 'share'],
    rows: byStep.map(({ drafted, accepted }, index) => [
      String(index + 1),
      String(drafted),
      String(accepted),
      percentText(accepted / drafted)
    ])
  })
}

/** Whether the judge is informative: scores on paths that came to the right answer, and on the others. */
export function scoresByOutcome({ scores }: StepFigures): Markup | null {
  const total = scores.reduce((sum, { right, wrong }) => sum + right + wrong, 0)
  if (total === 0) return null
  const most = Math.max(...scores.flatMap(({ right, wrong }) => [right, wrong]))
  const x = linearScale([0, 10], [PLOT.left, PLOT.right])
  const y = linearScale([0, most], [PLOT.bottom, PLOT.top])
  const width = (x.at(1) - x.at(0)) * 0.38
  const bars = scores.flatMap(({ right, wrong }, score) =>
    (['right', 'wrong'] as const).map((kind, side) => {
      const count = kind === 'right' ? right : wrong
      return html`<rect
        class="${kind}"
        x="${x.at(score + 0.1) + side * (width + 1)}"
        y="${y.at(count)}"
        width="${width}"
        height="${PLOT.bottom - y.at(count)}"
        ><title>score ${score} to ${score + 1}, ${kind} answers: ${count}</title></rect
      >`
    })
  )
  return figure({
    title: 'Scores by final answer',
    legend: html`Steps by the score that the target gave them. <span class="key right"></span>path
      ended right <span class="key wrong"></span>path ended wrong. Alike heights mean that the score
      tells little.`,
    drawing: html`${yAxis(y.ticks, y.at, String)}${bars}
    ${scores.map((_, score) => html`<text x="${x.at(score + 0.5)}" y="${PLOT.bottom + 16}" text-anchor="middle">${score}</text>`)}`,
    header: ['score', 'on right paths', 'on wrong paths'],
    rows: scores.map(({ right, wrong }, score) => [
      `${score}-${score + 1}`,
      String(right),
      String(wrong)
    ])
  })
}

function figure({ title, legend, drawing, header, rows }: Figure): Markup {
  return html`<figure>
    <figcaption>${title}</figcaption>
    <p>${legend}</p>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT - 20}" role="img" aria-label="${title}">${drawing}</svg>
    <details>
      <summary>as a table</summary>
      <div class="scroll">${table(header, rows)}</div>
    </details>
  </figure>`
}

/** A plain table: the first column to the left, the others to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): Markup {
  return html`<table>
    <thead>
      <tr>
        ${header.map((cell) => html`<th scope="col">${cell}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`
      )}
    </tbody>
  </table>`
}

function xAxis(
  ticks: readonly number[],
  at: (value: number) => number,
  text: (value: number) => string
): Markup[] {
  return ticks.map(
    (tick) =>
      html`<line
          class="grid"
          x1="${at(tick)}"
          x2="${at(tick)}"
          y1="${PLOT.top}"
          y2="${PLOT.bottom}"
        />
        <text x="${at(tick)}" y="${PLOT.bottom + 16}" text-anchor="middle">${text(tick)}</text>`
  )
}

function yAxis(
  ticks: readonly number[],
  at: (value: number) => number,
  text: (value: number) => string
): Markup[] {
  return ticks.map(
    (tick) =>
      html`<line
          class="grid"
          x1="${PLOT.left}"
          x2="${PLOT.right}"
          y1="${at(tick)}"
          y2="${at(tick)}"
        />
        <text x="${PLOT.left - 6}" y="${at(tick) + 4}" text-anchor="end">${text(tick)}</text>`
  )
}

function nearRight(x: number): boolean {
  return x > PLOT.right - 90
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
  score: 0.72,
  prompt: 0.5,
  select: 0.38,
  sync: 0.28,
  probe: 0.2
}

function shade(purpose: Purpose): number {
  return SHADES[purpose]
}
