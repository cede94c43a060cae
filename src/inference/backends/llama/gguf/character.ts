import { createHash } from 'node:crypto'
import type { ModelCharacter } from '../../../../shared/model-character.ts'
import { thinkingInTemplate } from '../../../../shared/thinking-marks.ts'
import type { Metadata } from './metadata.ts'
import type { MetadataSettings } from './settings.ts'

/** `llama_token_type`: a token that reads as nothing. */
const CONTROL = 3

/** What a file tells of its model beside its shape. Odd values are no reason to refuse it: they count as unsaid. */
export function characterOf(settings: MetadataSettings, metadata: Metadata): ModelCharacter {
  const tokens = settings.array('tokenizer.ggml.tokens')?.strings ?? []
  return {
    thinking: thinkingOf(settings, templateOf(metadata), tokens),
    sampling: samplingOf(metadata),
    tokens: createHash('sha256').update(tokens.join('\0')).digest('hex').slice(0, 16)
  }
}

/** The template decides. Tokens alone prove nothing; whole families have them, and only some of their models use them. */
function thinkingOf(
  settings: MetadataSettings,
  template: string,
  tokens: readonly string[]
): ModelCharacter['thinking'] {
  const marks = thinkingInTemplate(template)
  if (marks === null) return null
  const types = settings.array('tokenizer.ggml.token_type')?.numbers ?? null
  const [open, close] = [tokens.indexOf(marks.open), tokens.indexOf(marks.close)]
  const isControl = types?.[open] === CONTROL && types[close] === CONTROL
  return {
    ...marks,
    marks: open < 0 || close < 0 ? 'text' : isControl ? 'control' : 'token'
  }
}

function templateOf(metadata: Metadata): string {
  const template = metadata.get('tokenizer.chat_template')
  return template?.type === 'string' ? template.value : ''
}

function samplingOf(metadata: Metadata): ModelCharacter['sampling'] {
  const within = (key: string, min: number, max: number) => {
    const entry = metadata.get(`general.sampling.${key}`)
    const value = entry?.type === 'number' ? Number(entry.value.toFixed(4)) : NaN
    return value >= min && value <= max ? value : null
  }
  const temperature = within('temp', 0, 5)
  const topP = within('top_p', 0.0001, 1)
  const topK = within('top_k', 0, 1000)
  if (temperature === null && topP === null && topK === null) return null
  return {
    ...(temperature !== null && { temperature }),
    ...(topP !== null && { topP }),
    ...(topK !== null && { topK: Math.round(topK) })
  }
}
