import { CHATML_MARKS, type ModelMarkup } from '../../../chat-template.ts'
import { withFileSource } from './byte-source.ts'
import { checkChatTemplates } from './chat-template.ts'
import { readHeader } from './gate.ts'
import { settingsOf, type MetadataSettings } from './settings.ts'

/** `llama_token_type`: tokens that a prompt's markup may name. */
const MARKS = [3, 4]

/**
 * What the header of a file says of its conversations, as the engine reads it off a loaded model (model-file.ts).
 *
 * @param path its first part, where it is split
 * @throws GgufRefused
 */
export function readMarkup(path: string): ModelMarkup {
  const { metadata } = withFileSource(path, readHeader)
  checkChatTemplates(metadata)
  const settings = settingsOf(metadata)
  const tokens = settings.array('tokenizer.ggml.tokens')?.strings ?? []
  const types = settings.array('tokenizer.ggml.token_type')?.numbers ?? null
  const template = metadata.get('tokenizer.chat_template')
  const written = template?.type === 'string' && template.value.trim() !== ''
  return {
    template: written ? template.value : null,
    knowsChatMl: CHATML_MARKS.every((mark) => MARKS.includes(types?.[tokens.indexOf(mark)] ?? 0)),
    special: {
      bos: specialText(settings, 'bos', tokens),
      eos: specialText(settings, 'eos', tokens)
    }
  }
}

function specialText(
  settings: MetadataSettings,
  role: 'bos' | 'eos',
  tokens: readonly string[]
): string {
  const id = settings.whole(`tokenizer.ggml.${role}_token_id`, { min: -1, max: 0xffff_ffff })
  return (id === null ? undefined : tokens[id]) ?? ''
}
