import { join } from 'node:path'
import { Command } from 'commander'
import type { Finding } from '../../../../shared/contract/diagnostics.ts'
import { FINDING_MARK, findingsSummary } from '../../../../shared/findings-text.ts'
import { examine } from '../../../diagnostics/examine.ts'
import { createModelServices } from '../../../models/model-services.ts'
import { resourcesDirectory } from '../../../resources-directory.ts'
import { printJson, printLines } from '../print.ts'
import { createStyle, showsColours, type Style } from '../style.ts'
import { terminalSize } from '../terminal-size.ts'
import { pad, wrap } from '../wrap.ts'

/** `tandem doctor`: what works here and what does not. It needs no application, which may be what fails. */
export function doctorCommand(dataFolder: () => string): Command {
  return new Command('doctor')
    .description('look at everything that Tandem needs: what works here, what not, what to do')
    .option('--json', 'print the findings as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const [data, resources] = [dataFolder(), resourcesDirectory()]
      const models = createModelServices({ data, resources })
      try {
        const findings = await examine({
          data,
          bundled: join(resources, 'models'),
          models,
          now: Date.now()
        })
        if (json) printJson(findings)
        else printLines(findingLines(findings, createStyle(showsColours(process.stdout))))
        if (findings.some(({ state }) => state === 'fails')) process.exitCode = 1
      } finally {
        models.close()
      }
    })
}

function findingLines(findings: readonly Finding[], style: Style): string[] {
  const width = Math.max(...findings.map(({ part }) => part.length))
  const columns = Math.max(20, terminalSize(process.stdout).columns - width - 4)
  return [
    ...findings.flatMap(({ part, state, said, advice }) =>
      [...wrap(said, columns), ...(advice === null ? [] : wrap(advice, columns))].map(
        (line, index) =>
          index === 0
            ? `${painted(state, style)} ${pad(part, width)}  ${line}`
            : `${' '.repeat(width + 4)}${line}`
      )
    ),
    '',
    findingsSummary(findings)
  ]
}

function painted(state: Finding['state'], style: Style): string {
  const mark = FINDING_MARK[state]
  if (state === 'works') return style.good(mark)
  return state === 'fails' ? style.bad(mark) : style.bold(mark)
}
