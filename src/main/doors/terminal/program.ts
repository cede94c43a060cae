import { Command } from 'commander'
import { dataDirectory } from '../../data-directory.ts'
import { VERSION } from '../../version.ts'
import { adviseCommand } from './commands/advise.ts'
import { benchCommand } from './commands/bench.ts'
import { calibrateCommand } from './commands/calibrate.ts'
import { compareCommand } from './commands/compare.ts'
import { demoCommand } from './commands/demo.ts'
import { doctorCommand } from './commands/doctor.ts'
import { forkCommand } from './commands/fork.ts'
import { gradeCommand } from './commands/grade.ts'
import { judgingCommands } from './commands/judging.ts'
import { leaderboardCommand } from './commands/leaderboard.ts'
import { methodsCommand } from './commands/methods.ts'
import { modelsCommand } from './commands/models.ts'
import { namesCommand } from './commands/names.ts'
import { queueCommand } from './commands/queue.ts'
import { reportCommand } from './commands/report.ts'
import { runCommands } from './commands/runs.ts'
import { serveCommand } from './commands/serve.ts'
import { shellCommands } from './commands/shell.ts'
import { setsCommand } from './commands/sets.ts'
import { solveCommand } from './commands/solve.ts'
import { storeCommands } from './commands/store.ts'
import type { RunContext } from './run-context.ts'

/**
 * The whole command line. Services are created when a command first needs one, so that help and mistakes cost
 * nothing.
 */
export function createProgram(open: (dataDir: string | undefined) => RunContext): Command {
  const program = new Command('tandem')
    .description('A small and a large language model solve mathematics together, on this machine.')
    .version(VERSION)
    // That a command has options needs no word, which would take its room from what it does.
    .configureHelp({ subcommandTerm })
    .option(
      '--data-dir <folder>',
      "where your data lives (default: TANDEM_DATA, or the system's usual place)"
    )
    .option('--debug', 'show where an error comes from')
    .addHelpText(
      'after',
      '\nTry:\n  tandem demo\n  tandem solve "Tom has 47 apples and buys 3 boxes with 12 apples each. How many has he now?"'
    )
  const services = () => open(program.opts<{ dataDir?: string }>().dataDir)
  const context: RunContext = {
    get definitions() {
      return services().definitions
    },
    get engine() {
      return services().engine
    },
    get problemSets() {
      return services().problemSets
    },
    get bundledPair() {
      return services().bundledPair
    },
    get calibrations() {
      return services().calibrations
    },
    get targetChecks() {
      return services().targetChecks
    },
    get data() {
      return services().data
    },
    get databasePath() {
      return services().databasePath
    },
    modelServices: () => services().modelServices(),
    runServices: () => services().runServices(),
    passingServices: () => services().passingServices()
  }
  const groups: Readonly<Record<string, readonly Command[]>> = {
    'Solve:': [
      demoCommand(context),
      solveCommand(context),
      forkCommand(context),
      methodsCommand(),
      calibrateCommand(context),
      adviseCommand(context),
      serveCommand(context)
    ],
    'Benchmark:': [
      benchCommand(context),
      queueCommand(context),
      reportCommand(context),
      compareCommand(context),
      leaderboardCommand(context),
      ...judgingCommands(context)
    ],
    'Runs:': runCommands(context),
    'Problem sets and answers:': [setsCommand(() => services().problemSets), gradeCommand()],
    'Models:': [modelsCommand(context)],
    'Store:': storeCommands(context),
    'This command:': [
      doctorCommand(() => dataDirectory({ flag: program.opts<{ dataDir?: string }>().dataDir })),
      ...shellCommands()
    ]
  }
  // For shells, not for people: no help names it.
  program.addCommand(namesCommand(open), { hidden: true })
  for (const [title, commands] of Object.entries(groups)) {
    program.commandsGroup(title)
    for (const command of commands) program.addCommand(command)
  }
  settle(program)
  return program
}

/** A command and what it is given, as usage writes it. */
function subcommandTerm(command: Command): string {
  const given = command.registeredArguments.map((one) => {
    const name = `${one.name()}${one.variadic ? '...' : ''}`
    return one.required ? `<${name}>` : `[${name}]`
  })
  return [command.name(), ...given].join(' ')
}

/** Columns of a description below which help leaves it to the terminal where it breaks: a narrow terminal has few. */
const LEAST_WRAPPED = 20

/**
 * Bad use is thrown, so that the door decides how to end, and says where the right use stands; help is wrapped in narrow
 * terminals too.
 */
function settle(command: Command, words = command.name()): void {
  command.exitOverride()
  command.showHelpAfterError(`See what can stand there with: ${words} --help`)
  command.configureHelp({ ...command.configureHelp(), minWidthToWrap: LEAST_WRAPPED })
  for (const inner of command.commands) settle(inner, `${words} ${inner.name()}`)
}
