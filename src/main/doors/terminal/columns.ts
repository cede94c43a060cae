import { counted } from '../../../shared/counted.ts'
import { markedScore } from '../../../shared/near-threshold.ts'
import type { SolveOptions } from '../../../shared/options.ts'
import {
  isByHand,
  passages,
  type PathView,
  type AttemptView,
  type StepView
} from '../../../shared/view.ts'
import type { Style } from './style.ts'
import { ellipsis, pad, wrap } from './wrap.ts'

const GAP = '  '
const NARROWEST_COLUMN = 24
/** D or T, and a space. */
const MARK_WIDTH = 2

/**
 * The paths of an attempt side by side, in as many columns as the width allows, the rest beneath.
 *
 * @param height Lines of steps that each path may take, the newest kept; null for all of them.
 */
export function pathColumns(
  view: AttemptView,
  width: number,
  height: number | null,
  style: Style
): string[] {
  const perRow = Math.max(
    1,
    Math.min(view.paths.length, Math.floor((width + GAP.length) / (NARROWEST_COLUMN + GAP.length)))
  )
  const columnWidth = Math.floor((width + GAP.length) / perRow) - GAP.length
  const lines: string[] = []
  for (let first = 0; first < view.paths.length; first += perRow) {
    const row = view.paths.slice(first, first + perRow)
    if (first > 0) lines.push('')
    lines.push(
      ...sideBySide(
        row.map((path) => pathColumn(path, columnWidth, { height, view }, style)),
        columnWidth
      )
    )
  }
  return lines
}

function sideBySide(columns: readonly (readonly string[])[], width: number): string[] {
  const height = Math.max(0, ...columns.map(({ length }) => length))
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((column) => pad(column[line] ?? '', width))
      .join(GAP)
      .trimEnd()
  )
}

function pathColumn(
  path: PathView,
  width: number,
  { height, view }: { readonly height: number | null; readonly view: AttemptView },
  style: Style
): string[] {
  const title = ellipsis(`Path ${path.id + 1}: ${path.strategy?.name ?? 'no strategy'}`, width)
  const steps = path.steps.flatMap((step) =>
    stepLines(
      step,
      width,
      { options: view.options, byHand: isByHand(view, path.id, step.index) },
      style
    )
  )
  const progress = path.progress
    ? marked(path.progress.author, path.progress.text, width, (text) => style.dim(text), style)
    : []
  const body = [...steps, ...progress]
  return [
    style.bold(title),
    style.dim(ellipsis(stateOf(path), width)),
    ...(height === null ? body : body.slice(-height))
  ]
}

function stateOf(path: PathView): string {
  const tokens = path.steps.reduce((sum, step) => sum + step.tokens, 0)
  const written = `${counted(path.steps.length, 'step')}, ${counted(tokens, 'token')}`
  if (path.end === null) return written
  const answer = path.answer === null ? 'no answer' : path.answer
  const end = path.end === 'finished' ? '' : ` (${path.end}${path.forced ? ', asked' : ''})`
  return `${answer}${end}, ${written}`
}

function stepLines(
  step: StepView,
  width: number,
  { options, byHand }: { readonly options: SolveOptions | null; readonly byHand: boolean },
  style: Style
): string[] {
  const rejected = step.rejected
    ? [
        style.dim(
          ellipsis(
            `  draft scored ${markedScore(step.rejected, options)}: ${step.rejected.text}`,
            width
          )
        )
      ]
    : []
  const scored = step.state === 'accepted' || step.state === 'scored'
  const lines = passages(step).flatMap(({ author, text }) =>
    marked(
      author,
      scored
        ? `${text.trim()} [${markedScore(step, options)}]`
        : byHand
          ? `${text.trim()} [by hand]`
          : text,
      width,
      (line) => line,
      style
    )
  )
  return [...rejected, ...lines]
}

/** A text behind the mark and in the colour of its author. */
function marked(
  author: StepView['author'],
  text: string,
  width: number,
  paint: (text: string) => string,
  style: Style
): string[] {
  const mark = author === 'draft' ? 'D' : 'T'
  return wrap(text.trim().replace(/\n{2,}/g, '\n'), width - MARK_WIDTH).map(
    (line, index) =>
      style.author(author, index === 0 ? `${mark} ` : '│ ') + paint(style.author(author, line))
  )
}
