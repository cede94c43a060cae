import type { Role } from '../../../shared/cost.ts'
import {
  type Activity,
  lengthOf,
  type PathTimeline,
  pathTimeline,
  waitingShare
} from '../../../shared/timeline.ts'
import { momentsOf } from '../../../shared/timeline-drawing.ts'
import type { AttemptView, PathView } from '../../../shared/view.ts'
import { secondsText } from '../../export/figures.ts'
import { percent } from './figures.ts'
import type { Style } from './style.ts'
import { ellipsis, wrap } from './wrap.ts'

/** A sign for what a model did most of the time that a column stands for: they differ without colours too. */
const SIGNS: Readonly<Record<Activity, string>> = {
  kept: '█',
  written: '█',
  rejected: '░',
  scored: '▒',
  other: '▁'
}
const WAITS = '·'
const LEGEND =
  'D draft, T target: █ writes what stands, ░ writes what is rejected, ▒ scores, ▁ reads or is asked, · waits. ' +
  'A number stands where a step begins.'

/** Columns before the lanes: whose lane it is. */
const LEFT = 4
/** Columns that a moment of the axis takes at least, the space to the next included. */
const MOMENT = 10

/** Who worked when: two lanes a path, the draft's above the target's, along one axis of time. */
export function timelineLines(view: AttemptView, columns: number, style: Style): string[] {
  const ms = lengthOf(view)
  if (ms === 0 || view.paths.length === 0) return ['No time was recorded of this attempt.']
  const width = Math.max(1, columns - LEFT)
  const axis = { ms, width }
  return [
    ...view.paths.flatMap((path) => [...pathLines(path, axis, style), '']),
    style.dim(axisLine(axis)),
    ...wrap(LEGEND, columns).map((line) => style.dim(line))
  ]
}

/** What the columns stand for together. */
interface Axis {
  readonly ms: number
  readonly width: number
}

function pathLines(path: PathView, axis: Axis, style: Style): string[] {
  const timeline = pathTimeline(path)
  const name = path.strategy === null ? '' : `: ${path.strategy.name}`
  const [draft, target] = (['draft', 'target'] as const).map((role) => waitingShare(timeline, role))
  const waits = `draft waits ${percent(draft!)}, target ${percent(target!)}`
  return [
    style.bold(ellipsis(`Path ${path.id + 1}${name}`, LEFT + axis.width)),
    ...(draft === null ? [] : [style.dim(ellipsis(waits, LEFT + axis.width))]),
    style.dim(stepsLine(timeline, axis)),
    laneLine('draft', timeline, axis, style),
    laneLine('target', timeline, axis, style)
  ]
}

/** The number of each step over the column in which it begins, as far as there is room. */
function stepsLine({ steps }: PathTimeline, axis: Axis): string {
  const line: string[] = Array<string>(axis.width).fill(' ')
  let free = 0
  for (const { step, from } of steps) {
    const at = columnOf(from, axis)
    const number = String(step + 1)
    if (at < free || at + number.length > axis.width) continue
    line.splice(at, number.length, ...number)
    free = at + number.length + 1
  }
  return `${' '.repeat(LEFT)}${line.join('')}`.trimEnd()
}

function laneLine(role: Role, timeline: PathTimeline, axis: Axis, style: Style): string {
  const mark = `  ${role === 'draft' ? 'D' : 'T'} `
  return style.author(role, `${mark}${laneSigns(timeline.lanes[role], timeline, axis)}`.trimEnd())
}

/** A sign a column: what most of its time was for; waiting is what of the path's time a lane has nothing for. */
function laneSigns(
  lane: PathTimeline['lanes'][Role],
  { from, to }: Pick<PathTimeline, 'from' | 'to'>,
  axis: Axis
): string {
  const spent = Array.from({ length: axis.width }, () => new Map<Activity, number>())
  for (const stretch of lane) {
    for (let at = columnOf(stretch.from, axis); at <= columnOf(stretch.to, axis); at++) {
      const time = shared(stretch, columnTime(at, axis))
      const column = spent[at]!
      if (time > 0) column.set(stretch.activity, (column.get(stretch.activity) ?? 0) + time)
    }
  }
  return spent
    .map((column, at) => {
      const busy = [...column].sort(([, one], [, other]) => other - one)
      const whole = shared({ from, to }, columnTime(at, axis))
      const idle = whole - busy.reduce((sum, [, time]) => sum + time, 0)
      const [most] = busy
      if (most !== undefined && most[1] >= idle) return SIGNS[most[0]]
      return whole > 0 ? WAITS : ' '
    })
    .join('')
}

function columnOf(moment: number, { ms, width }: Axis): number {
  return Math.min(width - 1, Math.floor((moment / ms) * width))
}

function columnTime(at: number, { ms, width }: Axis): { from: number; to: number } {
  return { from: (at / width) * ms, to: ((at + 1) / width) * ms }
}

/** Milliseconds that two stretches of time have in common. */
function shared(
  one: { readonly from: number; readonly to: number },
  other: { readonly from: number; readonly to: number }
): number {
  return Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from))
}

/** Round moments below the lanes, each where it is. */
function axisLine(axis: Axis): string {
  let line = ' '.repeat(LEFT)
  for (const moment of momentsOf(axis.ms, Math.max(1, Math.floor(axis.width / MOMENT)))) {
    const at = LEFT + columnOf(moment, axis)
    const text = secondsText(moment)
    if (at + text.length > LEFT + axis.width || (line.trim() !== '' && at <= line.length)) continue
    line = line.padEnd(at) + text
  }
  return line
}
