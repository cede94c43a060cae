import type { Command } from 'commander'
import {
  keepServer,
  pairsWith,
  testServer,
  type ServersContext
} from '../../../actions/model-servers.ts'
import { UserError } from '../../../user-error.ts'
import { KnownNameArgument } from '../completion/known-name.ts'
import { parametersFlag } from '../flag-values.ts'
import { readInput } from '../read-input.ts'
import { reportLines } from '../server-text.ts'
import type { Json, ModelsDoor } from './models-door.ts'

interface AddFlags extends Json {
  readonly name?: string
  readonly parameters?: number
  readonly keyStdin?: boolean
}

/** `tandem models add | test`: models on servers. They are listed and removed as files are. */
export function addServerCommands(models: Command, { use, show, servers }: ModelsDoor): void {
  models
    .command('add')
    .description('add a model on a server, which is tested at once')
    .argument('<address>', 'http://HOST:PORT/v1#MODEL; /v1 and #MODEL may be left out')
    .option('--name <name>', 'what it is called from then on (default: the model and its host)')
    .option(
      '--parameters <n>',
      'weights of the model, for the bill, where the server does not say: 32B',
      parametersFlag
    )
    .option('--key-stdin', 'read the key that the server wants from standard input, and keep it')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nA key is never an argument, which others on this machine can read:\n' +
        '  tandem models add https://gpu.example.org#qwen --key-stdin < key.txt\n' +
        'It is kept in a file of the data folder that you alone can read. TANDEM_API_KEY in the environment does without.'
    )
    .action((address: string, options: AddFlags) =>
      use(async (services) => {
        const key = options.keyStdin === true ? await keyOf(process.stdin) : undefined
        const { name, parameters = null } = options
        const wish = { address, name, parameters, key }
        const server = await keepServer(
          servers(() => services),
          wish
        )
        await show(server, options, [
          `Added as ${server.id}. Use it with --target "${server.name}" or --draft.`,
          ...reportLines(server.report)
        ])
      })
    )

  models
    .command('test')
    .description('ask a server that was added once more what it is and can do')
    .addArgument(new KnownNameArgument('<server>', 'id, name or address', 'servers'))
    .option('--json', 'print JSON')
    .action((what: string, options: Json) =>
      use(async (services) => {
        const server = await testServer(
          servers(() => services),
          what
        )
        const { failure, report } = server
        await show(server, options, failure === null ? reportLines(report) : [failure])
        if (failure !== null) process.exitCode = 1
      })
    )
}

/** "; the pair Mine has it": what else is lost with a model on a server. */
export function lossText(context: ServersContext, id: string): string {
  const pairs = pairsWith(context, id)
  if (pairs.length === 0) return ''
  const names = pairs.map((name) => `"${name}"`).join(', ')
  return ` ${pairs.length === 1 ? 'The pair' : 'The pairs'} ${names} cannot be used without it.`
}

/** Longer than any key. */
const MOST_KEY_BYTES = 16 * 1024

async function keyOf(input: AsyncIterable<Buffer | string>): Promise<string> {
  const noKey = new UserError(
    'A key is one word, and none came from standard input.',
    'Write: tandem models add ADDRESS --key-stdin < FILE'
  )
  const key = (await readInput(input, MOST_KEY_BYTES, noKey)).toString().trim()
  if (key !== '' && !/\s/.test(key)) return key
  throw noKey
}
