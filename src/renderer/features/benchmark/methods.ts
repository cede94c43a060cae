import type { MethodName } from '../../../shared/options.ts'
import { METHOD_NAMES } from '../../../shared/options.ts'
import type { MethodReport, RunFigures } from '../../../shared/run-report.ts'

interface ReportedMethod {
  readonly name: MethodName
  readonly figures: MethodReport
}

/** The methods of a report in the order of the paper. */
export function reportedMethods({ methods }: RunFigures): ReportedMethod[] {
  return METHOD_NAMES.flatMap((name) => {
    const figures = methods[name]
    return figures ? [{ name, figures }] : []
  })
}

/** Those of which it is known what they cost. */
export function pricedMethods(report: RunFigures): ReportedMethod[] {
  return reportedMethods(report).filter(({ figures }) => figures.gamma !== null)
}

/** Those of which it is known as well how often they are right. */
export function gradedMethods(report: RunFigures): ReportedMethod[] {
  return pricedMethods(report).filter(({ figures }) => figures.accuracy !== null)
}
