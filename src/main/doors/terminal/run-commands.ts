import type { Command } from 'commander'
import { benchCommand } from './commands/bench.ts'
import { compareCommand } from './commands/compare.ts'
import { exportCommand, importRunCommand } from './commands/export.ts'
import { regradeCommand, verdictCommand } from './commands/regrade.ts'
import { reportCommand } from './commands/report.ts'
import {
  deleteCommand,
  noteCommand,
  runsCommand,
  tagCommand,
  undeleteCommand
} from './commands/runs.ts'
import { showCommand } from './commands/show.ts'
import { backupCommand, storeCommand } from './commands/store.ts'
import type { RunContext } from './run-context.ts'

/** Every command about benchmarks, their results and the store. */
export function runCommands(context: RunContext): Command[] {
  return [
    benchCommand(context),
    reportCommand(context),
    compareCommand(context),
    runsCommand(context),
    showCommand(context),
    tagCommand(context),
    noteCommand(context),
    regradeCommand(context),
    verdictCommand(context),
    exportCommand(context),
    importRunCommand(context),
    deleteCommand(context),
    undeleteCommand(context),
    backupCommand(context),
    storeCommand(context)
  ]
}
