import { Command } from 'commander'
import type { SavedPair } from '../../../../shared/model-library.ts'
import { recordingServices } from '../../../actions/recording.ts'
import { pairSetupOf } from '../../../models/pair-setup.ts'
import { codeOf } from '../../../system-errors.ts'
import { UserError } from '../../../user-error.ts'
import type { Solving } from '../../api/complete.ts'
import { type ApiDoor, type ApiDoorOptions, openApiDoor } from '../../api/server.ts'
import type { ServedPair } from '../../api/served-models.ts'
import { readToken, renewToken, tokenFile } from '../../api/token.ts'
import { wholeNumber } from '../flag-values.ts'
import { withInterrupt } from '../interrupt.ts'
import { ownCommand } from '../own-command.ts'
import { addRecordOption, noticeUnrecorded } from '../record-option.ts'
import type { RunContext } from '../run-context.ts'
import { addSolveOptions, readSolveOptions, type SolveFlags } from '../solve-options.ts'

/** Where clients find it unless told otherwise. */
const USUAL_PORT = 7575

interface Flags {
  port: number
  pair?: string
  printToken?: boolean
  newToken?: boolean
  record: boolean
}

/** `tandem serve`: every pair with every method, for programs that speak OpenAI's API. */
export function serveCommand(context: RunContext): Command {
  const command = new Command('serve')
    .description('answer programs of this machine that speak the API of OpenAI')
    .option(
      '--port <n>',
      'port on 127.0.0.1; 0 for any free one',
      wholeNumber(0, 65_535),
      USUAL_PORT
    )
    .option('--pair <name>', 'serve this pair alone (default: all: "tandem models pairs")')
    .option('--print-token', 'print the token that clients must show, and do nothing else')
    .option('--new-token', 'make another token; the one before opens nothing any more')
  return addRecordOption(command)
    .addHelpText(
      'after',
      '\nFor most clients two variables will do:\n' +
        `  export OPENAI_BASE_URL=http://127.0.0.1:${USUAL_PORT}/v1\n` +
        '  export OPENAI_API_KEY=$(tandem serve --print-token)'
    )
    .action(async (flags: Flags) => {
      const token = flags.newToken ? renewToken(context.data) : readToken(context.data)
      if (flags.printToken) {
        process.stdout.write(`${token.text}\n`)
        return
      }
      const pairs = pairsFor(flags, context)
      const door = await open(flags.port, {
        token,
        pairs,
        services: recordingServices(context, { ...flags, tell: noticeUnrecorded }),
        setupFor: setupsFor(context),
        onFault: (error) => process.stderr.write(`${String(error)}\n`)
      })
      tellWhere(door, context.data, pairs())
      await withInterrupt(async (signal) => {
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve, { once: true })
        })
        await door.close()
      })
    })
}

/** The pairs whose models are there, or the one that was asked for. */
function pairsFor({ pair }: Flags, context: RunContext): ApiDoorOptions['pairs'] {
  const { bundledPair } = context
  const { library, pairs } = context.modelServices()
  const models = { library, bundled: bundledPair }
  if (pair !== undefined) {
    const only = pairs.find(pair)
    pairSetupOf(only, models)
    return () => [servedPair(only, bundledPair)]
  }
  return () =>
    pairs
      .list()
      .filter((one) => isThere(one, models))
      .map((one) => servedPair(one, bundledPair))
}

/** Whatever pair this version comes with, clients find it under the same name. */
function servedPair(pair: SavedPair, bundled: Pick<SavedPair, 'id'>): ServedPair {
  return { called: pair.id === bundled.id ? 'bundled' : pair.id, pair }
}

function isThere(pair: SavedPair, models: Parameters<typeof pairSetupOf>[1]): boolean {
  try {
    pairSetupOf(pair, models)
    return true
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

/** What a client leaves open is as "tandem solve" has it. */
function setupsFor(context: RunContext): Solving['setupFor'] {
  const usual = addSolveOptions(new Command()).opts<SolveFlags>()
  return ({ id }, method, wishes) =>
    readSolveOptions({ ...usual, ...wishes, pair: id }, method, context)
}

/** @throws UserError where the port is taken: clients that know it would talk to somebody else. */
async function open(port: number, options: Omit<ApiDoorOptions, 'port'>): Promise<ApiDoor> {
  try {
    return await openApiDoor({ ...options, port })
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') {
      throw new UserError(
        `Port ${port} is taken by another program.`,
        'Choose another, such as --port 7576, or any free one with --port 0.'
      )
    }
    throw error
  }
}

function tellWhere({ url }: ApiDoor, data: string, pairs: readonly ServedPair[]): void {
  const names = pairs.map(({ called }) => `ssr-adaptive/${called}`).join(', ')
  process.stdout.write(
    `Tandem answers at ${url} until Ctrl-C.\n` +
      `Models: ${names}, and other methods in the same way (GET /v1/models).\n` +
      `Token: ${ownCommand()} serve --print-token (kept in ${tokenFile(data)})\n`
  )
}
