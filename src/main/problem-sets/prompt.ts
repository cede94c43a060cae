import { isFields } from './source-record.ts'

/** The chat templates in which published files wrap their problems: what comes before the user's text, and after. */
const TEMPLATES: readonly RegExp[] = [
  /<\|im_start\|>user\n(?<user>[^]*?)<\|im_end\|>/,
  /<\|start_header_id\|>user<\|end_header_id\|>\n*(?<user>[^]*?)<\|eot_id\|>/,
  /<\|user\|>\n?(?<user>[^]*?)(?:<\|end\|>|<\|assistant\|>|<\/s>)/i,
  /<｜User｜>(?<user>[^]*?)<｜Assistant｜>/,
  /<start_of_turn>user\n(?<user>[^]*?)<end_of_turn>/,
  /\[INST\](?<user>[^]*?)\[\/INST\]/
]

/** The instruction that such prompts add to the problem, as a paragraph or line of its own at an end of it. */
const INSTRUCTION = /^(?:please |let's |solve |return )[^\n]*(?:step by step|\\boxed\{)[^\n]*$/i

/**
 * The problem itself out of what a model was to be asked: chat messages, a chat template, or just the text. Null where
 * there is no text.
 */
export function readPrompt(
  value: unknown
): { readonly text: string; readonly unwrapped: boolean } | null {
  if (typeof value === 'string') {
    for (const template of TEMPLATES) {
      const user = template.exec(value)?.groups?.user
      if (user !== undefined) return { text: withoutInstruction(user), unwrapped: true }
    }
    return { text: value.trim(), unwrapped: false }
  }
  if (Array.isArray(value)) {
    const user = value.findLast(
      (message) =>
        isFields(message) && message.role === 'user' && typeof message.content === 'string'
    ) as { readonly content: string } | undefined
    return user === undefined ? null : { text: withoutInstruction(user.content), unwrapped: true }
  }
  return null
}

function withoutInstruction(user: string): string {
  const lines = user.trim().split('\n')
  if (lines.length > 1 && INSTRUCTION.test(lines.at(-1)!.trim())) lines.pop()
  else if (lines.length > 1 && INSTRUCTION.test(lines[0]!.trim())) lines.shift()
  return lines.join('\n').trim()
}
