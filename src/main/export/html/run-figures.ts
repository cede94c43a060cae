import type { RunCharts } from '../../../shared/run-charts.ts'
import type { RunReport } from '../../../shared/run-report.ts'
import { accuracyByCost, costByPurpose } from './charts.ts'
import type { Figure } from './figure.ts'
import type { PageWords } from './page-words.ts'
import { acceptanceChart, pathsChart, repeatsChart, scoreChart } from './run-charts.ts'

/** The charts of a run that have something to show, in the order of its report. */
export function runFigures(
  { methods }: Pick<RunReport, 'methods'>,
  { acceptance, scores, paths, repeats }: RunCharts,
  words: PageWords
): Figure[] {
  const entries = Object.entries(methods)
  return [
    accuracyByCost(entries, words),
    costByPurpose(entries, words),
    pathsChart(paths, words),
    repeatsChart(repeats, words),
    acceptanceChart(acceptance, words),
    ...scores.map((spread) => scoreChart(spread, words))
  ].filter((chart) => chart !== null)
}
