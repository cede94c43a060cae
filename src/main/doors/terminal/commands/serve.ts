import { once } from 'node:events'
import { Command } from 'commander'
import { KnownNameOption } from '../completion/known-name.ts'
import { recordingServices } from '../../../actions/recording.ts'
import { servedApplication, USUAL_PORT } from '../../api/served-application.ts'
import type { ServedPair } from '../../api/served-models.ts'
import { type ApiDoor, openApiDoor } from '../../api/server.ts'
import { readToken, renewToken, tokenFile } from '../../api/token.ts'
import { wholeNumberFlag } from '../flag-values.ts'
import { withInterrupt } from '../interrupt.ts'
import { ownCommand } from '../own-command.ts'
import { addRecordOption, noticeUnrecorded } from '../record-option.ts'
import type { RunContext } from '../run-context.ts'

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
      wholeNumberFlag(0, 65_535),
      USUAL_PORT
    )
    .addOption(
      new KnownNameOption(
        '--pair <name>',
        'serve this pair alone (default: all: "tandem models pairs")',
        'pairs'
      )
    )
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
      const served = servedApplication(context, flags.pair)
      const door = await openApiDoor({
        ...served,
        token,
        port: flags.port,
        services: recordingServices(context, { ...flags, tell: noticeUnrecorded }),
        onFault: (error) => process.stderr.write(`${String(error)}\n`)
      })
      tellWhere(door, context.data, served.pairs())
      await withInterrupt(async (signal) => {
        await once(signal, 'abort')
        await door.close()
      })
    })
}

function tellWhere({ url }: ApiDoor, data: string, pairs: readonly ServedPair[]): void {
  const names = pairs.map(({ called }) => `ssr-adaptive/${called}`).join(', ')
  process.stdout.write(
    `Tandem answers at ${url} until Ctrl-C.\n` +
      `Models: ${names}, and other methods in the same way (GET /v1/models).\n` +
      `Token: ${ownCommand()} serve --print-token (kept in ${tokenFile(data)})\n`
  )
}
