import { type Command, InvalidArgumentError } from 'commander'
import { downloadProgress, offerLines } from '../download-text.ts'
import { withInterrupt } from '../interrupt.ts'
import { modelLines } from '../model-text.ts'
import { progressLine } from '../progress-line.ts'
import { canRedraw } from '../terminal-size.ts'
import type { Json, ModelsDoor } from './models-door.ts'

/** `tandem models download`: a model that somebody asks for, from where they say. */
export function addDownloadCommand(models: Command, { use, show }: ModelsDoor): void {
  models
    .command('download')
    .description('fetch a model; interrupted with Ctrl-C, the same command goes on where it was')
    .argument(
      '[uri]',
      'user/repository:Q4_K_M, hf:user/repository/file.gguf or an https address; none shows what is known'
    )
    .option('--sha256 <hash>', 'what its content must be', readHash)
    .option('--json', 'print JSON')
    .action((uri: string | undefined, options: Json & { sha256?: string }) =>
      use(async (services) => {
        if (uri === undefined) {
          const known = services.catalogue()
          const unfinished = services.downloads.unfinished()
          await show({ ...known, unfinished }, options, offerLines(services))
          return
        }
        const line = progressLine(process.stderr)
        // Told ten times a second, which is nothing for a file.
        const shown = options.json !== true && canRedraw(process.stderr)
        const model = await withInterrupt(async (signal) =>
          services.downloads.download(await services.downloads.resolve(uri, signal), {
            sha256: options.sha256 ?? null,
            signal,
            onProgress: (progress) => {
              if (shown) line.show(downloadProgress(progress))
            }
          })
        ).finally(() => {
          line.end()
        })
        await show(model, options, modelLines([model]))
      })
    )
}

function readHash(text: string): string {
  const hash = text.trim().toLowerCase()
  if (/^[0-9a-f]{64}$/.test(hash)) return hash
  throw new InvalidArgumentError('Write 64 hexadecimal digits.')
}
