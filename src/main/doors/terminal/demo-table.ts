import { ratiosOf } from '../../../core/ledger.ts'
import { measuredBaseline } from '../../../core/baseline.ts'
import { alphaOf } from '../../../shared/alpha.ts'
import { addCosts, emptyCost } from '../../../shared/cost.ts'
import type { AttemptView } from '../../../shared/view.ts'
import { acceptanceRate } from '../../../shared/view.ts'
import { ratioText } from '../../../shared/ratio-text.ts'
import { duration, percent } from './figures.ts'
import type { Style } from './style.ts'
import { pad } from './wrap.ts'

/** One problem as every method of the demo solved it. */
export interface DemoRow {
  readonly method: string
  readonly view: AttemptView
  readonly right: boolean
}

/** What each method got right and what it cost, over all problems, against the first method's cost. */
export function demoTable(rows: readonly DemoRow[], style: Style): string[] {
  const methods = [...new Set(rows.map(({ method }) => method))]
  const spent = methods.map((method) => {
    const views = rows.filter((row) => row.method === method).map(({ view }) => view)
    return {
      method,
      views,
      cost: views.map(({ cost }) => cost).reduce(addCosts, emptyCost()),
      wallMs: views.reduce((sum, { wallMs }) => sum + (wallMs ?? 0), 0),
      right: rows.filter((row) => row.method === method && row.right).length
    }
  })
  const [first] = spent
  if (!first) return []
  const baseline = measuredBaseline(first.cost, first.wallMs)
  const lines = spent.map(({ method, views, cost, wallMs, right }) => {
    const ratios = ratiosOf(cost, wallMs, alpha(views), baseline)
    const acceptance = acceptanceRate(views.flatMap(({ paths }) => paths))
    return [
      method,
      `${right} of ${views.length}`,
      ratioText(ratios.gamma),
      ratioText(ratios.gammaDecode),
      `${ratioText(ratios.wallRatio)} (${duration(wallMs)})`,
      acceptance === null ? '' : percent(acceptance)
    ]
  })
  const header = ['method', 'right', 'gamma', 'gammaDecode', 'time', 'acceptance']
  const widths = header.map((_, column) =>
    Math.max(...[header, ...lines].map((cells) => cells[column]!.length))
  )
  const row = (cells: readonly string[]) =>
    cells
      .map((cell, column) => pad(cell, widths[column]! + 2))
      .join('')
      .trimEnd()
  return [style.bold(row(header)), ...lines.map(row)]
}

function alpha([view]: readonly AttemptView[]): number {
  const pair = view?.pair
  return pair ? alphaOf(pair) : 0
}
