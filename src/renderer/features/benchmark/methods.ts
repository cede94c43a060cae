import type { MethodName } from '../../../shared/options.ts'
import { METHOD_NAMES } from '../../../shared/options.ts'
import type { MethodReport, RunFigures } from '../../../shared/run-report.ts'

/** The methods of a report in the order of the paper. */
export function reportedMethods({
  methods
}: RunFigures): { name: MethodName; figures: MethodReport }[] {
  return METHOD_NAMES.flatMap((name) => {
    const figures = methods[name]
    return figures ? [{ name, figures }] : []
  })
}
