import {
  MAX_TEMPLATE_CHARACTERS,
  type LibraryEntry,
  type OwnWords
} from '../../shared/model-library.ts'
import type { TemplateTrial } from '../../shared/template-trial.ts'
import type { ModelServices } from '../models/model-services.ts'
import { UserError } from '../user-error.ts'

const ADVICE = 'Give a Jinja template like those of tokenizer_config.json.'
/** So much of what a refused template makes of a conversation is shown with the reason. */
const SHOWN_CHARACTERS = 400

/**
 * How a model would be asked after a change; as it is asked now, where there is none.
 *
 * @throws UserError where the model is not known, its file is refused, or the template ended the process that tried it
 */
export async function tryWords(
  { library, ask }: Pick<ModelServices, 'library' | 'ask'>,
  what: string,
  change: Partial<OwnWords> = {}
): Promise<TemplateTrial> {
  const { id, entry } = library.find(what)
  const own = { ...entry.own, ...change }
  if (own.template !== null) requireReadable(own.template)
  return ask(library.pathOf(id), own)
}

/**
 * Changes how a model is asked, from its next run on.
 *
 * @throws UserError where the model is bundled or not known, or the template could not be used in a run
 */
export async function editModel(
  services: Pick<ModelServices, 'library' | 'ask'>,
  id: string,
  change: Partial<OwnWords>
): Promise<LibraryEntry> {
  if (typeof change.template === 'string') {
    const { refusal, rendering } = await tryWords(services, id, change)
    if (refusal !== null) {
      const shown = rendering
        .map(({ text }) => text)
        .join('')
        .slice(0, SHOWN_CHARACTERS)
      throw new UserError(
        `The chat template cannot be used: ${refusal}`,
        shown === '' ? ADVICE : `Of a sample conversation it makes: ${shown}`
      )
    }
  }
  return services.library.changeOwnWords(id, change)
}

function requireReadable(template: string): void {
  if (template.trim() === '') throw new UserError('The chat template is empty.', ADVICE)
  if (template.length > MAX_TEMPLATE_CHARACTERS) {
    throw new UserError(
      `The chat template has ${template.length} characters; at most ${MAX_TEMPLATE_CHARACTERS} are read.`,
      ADVICE
    )
  }
}
