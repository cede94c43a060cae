import { rehearse, templateFormat } from '../../inference/chat-template.ts'
import {
  MAX_TEMPLATE_CHARACTERS,
  type LibraryEntry,
  type OwnWords
} from '../../shared/model-library.ts'
import type { ModelLibrary } from '../models/library.ts'
import { UserError } from '../user-error.ts'

/** Stand for whatever the model has. */
const ENDS = { bos: '<s>', eos: '</s>' }

/**
 * Changes how a model is asked, from its next run on.
 *
 * @throws UserError where the model is bundled or not known, or the template could not be used in a run
 */
export function editModel(
  library: Pick<ModelLibrary, 'changeOwnWords'>,
  id: string,
  change: Partial<OwnWords>
): LibraryEntry {
  const { template } = change
  if (typeof template === 'string') requireUsable(template)
  return library.changeOwnWords(id, change)
}

/** As the trial of a file does it, so that what passes here works in a run. */
function requireUsable(template: string): void {
  const advice = 'Give a Jinja template like those of tokenizer_config.json.'
  if (template.trim() === '') throw new UserError('The chat template is empty.', advice)
  if (template.length > MAX_TEMPLATE_CHARACTERS) {
    throw new UserError(
      `The chat template has ${template.length} characters; at most ${MAX_TEMPLATE_CHARACTERS} are read.`,
      advice
    )
  }
  try {
    rehearse(templateFormat(template, ENDS))
  } catch (error) {
    throw new UserError(`The chat template cannot be used: ${sentenceOf(error)}`, advice)
  }
}

/** Errors of the context in which templates are rendered are none of this one's. */
function sentenceOf(error: unknown): string {
  const known = typeof error === 'object' && error !== null && 'message' in error
  const [line] = String(known ? error.message : error).split('\n')
  return line ?? ''
}
