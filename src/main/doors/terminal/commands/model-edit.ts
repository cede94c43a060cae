import { Option, type Command } from 'commander'
import { createReadStream } from 'node:fs'
import { MAX_TEMPLATE_CHARACTERS } from '../../../../shared/model-library.ts'
import { editModel } from '../../../actions/edit-model.ts'
import { decodedText } from '../../../decoded-text.ts'
import { ownWordsLines } from '../../../models/own-words.ts'
import { requireFile } from '../../../require-file.ts'
import { inWords } from '../../../system-errors.ts'
import { UserError } from '../../../user-error.ts'
import { KnownNameArgument } from '../completion/known-name.ts'
import { readInput } from '../read-input.ts'
import type { Json, ModelsDoor } from './models-door.ts'

interface EditFlags extends Json {
  /** A file; false for the model's own. */
  readonly template?: string | false
  readonly thinking?: keyof typeof THINKING
}

const THINKING = { off: false, auto: null } as const

/** `tandem models edit`: how a model is asked, where that is not as its file says. */
export function addEditCommand(models: Command, { use, show }: ModelsDoor): void {
  models
    .command('edit')
    .description(
      'say how a model is asked where its file has it wrong; it holds from its next run on'
    )
    .addArgument(new KnownNameArgument('<model>', 'id, name or path', 'model-files'))
    .option('--template <file>', "a chat template (Jinja) in the place of the file's own")
    .option('--no-template', "the file's own chat template again")
    .addOption(
      new Option(
        '--thinking <when>',
        'off: let it answer at once in every run; auto: as its template says'
      ).choices(Object.keys(THINKING))
    )
    .option('--json', 'print JSON')
    .action((what: string, options: EditFlags) =>
      use(async (services) => {
        const { id, name } = services.library.find(what)
        const { own } = await editModel(services, id, {
          ...(options.template === false && { template: null }),
          ...(typeof options.template === 'string' && { template: await read(options.template) }),
          ...(options.thinking !== undefined && { thinking: THINKING[options.thinking] })
        })
        const said = ownWordsLines(own)
        await show({ id, name, ...own }, options, [
          `${name}:`,
          ...(said.length === 0 ? ['Asked as its file says.'] : said).map((line) => `  ${line}`)
        ])
      })
    )
}

/** A template's characters in whatever encoding. */
const MOST_BYTES = 4 * MAX_TEMPLATE_CHARACTERS

async function read(file: string): Promise<string> {
  requireFile(file)
  const tooMuch = new UserError(
    `${file} is larger than a chat template is: at most ${MAX_TEMPLATE_CHARACTERS} characters are read.`,
    'Give a Jinja template like those of tokenizer_config.json.'
  )
  return inWords(async () =>
    decodedText(await readInput(createReadStream(file), MOST_BYTES, tooMuch), 'The template')
  )
}
