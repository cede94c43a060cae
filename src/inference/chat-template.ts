import { runInNewContext } from 'node:vm'
import { Template } from '@huggingface/jinja'
import type { Chat, Turn } from '../core/ports.ts'

/**
 * A piece of a prompt. `markup` comes from the model's template, and its special tokens count; `text` comes from
 * people and models, and stays plain text whatever it looks like.
 */
export interface PromptPiece {
  readonly kind: 'markup' | 'text'
  readonly text: string
}

/** Turns conversations into pieces of a prompt, as the model was trained to see them. */
export interface ChatFormat {
  prompt(chat: Chat): readonly PromptPiece[]
  /** What comes between the model's text and its answer to a further turn. */
  question(turn: Turn, system: string | null): readonly PromptPiece[]
}

/** Stands for the system message, the user's, the model's reply and the next question while a template renders. */
const PLACEHOLDERS = {
  system: 'TandemSystemMessage',
  user: 'TandemUserMessage',
  reply: 'TandemModelReply',
  question: 'TandemUserQuestion'
} as const

const PLACEHOLDER = new RegExp(`(${Object.values(PLACEHOLDERS).join('|')})`)
const MAX_TEMPLATE_CHARACTERS = 256 * 1024
const MAX_RENDERED_CHARACTERS = 64 * 1024
const RENDER_TIME_MS = 1000

export const CHATML_TEMPLATE =
  "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}" +
  '{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}'

/** A format for models without any: messages as paragraphs. */
export const PLAIN_FORMAT: ChatFormat = {
  prompt: (chat) => [
    ...(chat.system === null ? [] : [text(`${chat.system}\n\n`)]),
    text(`${chat.user}\n\n`),
    ...beginning('', chat)
  ],
  question: (turn) => [text(`\n\n${turn.user}\n\n`), ...beginning('', turn)]
}

/**
 * The format that a Jinja chat template describes.
 *
 * @param special texts that templates use for the ends of a text, such as the BOS token's
 * @throws Error where the template is too large, too slow or leaves a message out
 */
export function templateFormat(
  template: string,
  special: { readonly bos: string; readonly eos: string }
): ChatFormat {
  const rendered = new Map<string, string>()
  function render(roles: readonly (keyof typeof PLACEHOLDERS)[]): string {
    const key = roles.join()
    const known = rendered.get(key)
    if (known !== undefined) return known
    const messages = roles.map((role) => ({ role: ROLES[role], content: PLACEHOLDERS[role] }))
    const result = renderBounded(template, {
      messages,
      add_generation_prompt: true,
      bos_token: special.bos,
      eos_token: special.eos,
      // Templates that write today's date would give another prompt tomorrow.
      date_string: '26 Jul 2024'
    })
    for (const role of roles) requireOnce(result, PLACEHOLDERS[role])
    rendered.set(key, result)
    return result
  }
  const systems = { taken: takesSystem(render) }

  return {
    prompt(chat) {
      const folded = chat.system !== null && !systems.taken
      const roles =
        chat.system !== null && systems.taken ? (['system', 'user'] as const) : (['user'] as const)
      const user = folded ? `${chat.system}\n\n${chat.user}` : chat.user
      return fillIn(render(roles), { system: chat.system ?? '', user }, chat)
    },
    question(turn, system) {
      const roles = ['user', 'reply', 'question'] as const
      const whole = render(system !== null && systems.taken ? ['system', ...roles] : roles)
      const rest = whole.slice(whole.indexOf(PLACEHOLDERS.reply) + PLACEHOLDERS.reply.length)
      return fillIn(rest, { question: turn.user }, turn)
    }
  }
}

const ROLES = { system: 'system', user: 'user', reply: 'assistant', question: 'user' } as const

/** Some templates refuse a system message and some drop it; its text then opens the user's message. */
function takesSystem(render: (roles: readonly ['system', 'user']) => string): boolean {
  try {
    render(['system', 'user'])
    return true
  } catch {
    return false
  }
}

function requireOnce(rendered: string, placeholder: string): void {
  const times = rendered.split(placeholder).length - 1
  if (times !== 1) {
    throw new Error(`The model's chat template shows a message ${times} times instead of once.`)
  }
}

/** Puts the real messages into a rendered template, and begins the model's turn. */
function fillIn(
  rendered: string,
  messages: Readonly<Partial<Record<keyof typeof PLACEHOLDERS, string>>>,
  turn: Turn
): PromptPiece[] {
  const parts = rendered.split(PLACEHOLDER)
  const last = parts.pop() ?? ''
  const byPlaceholder = new Map(
    Object.entries(messages).map(([role, message]) => [
      PLACEHOLDERS[role as keyof typeof PLACEHOLDERS] as string,
      message
    ])
  )
  const filled = parts.map((part) => {
    const message = byPlaceholder.get(part)
    return message === undefined ? markup(part) : text(message)
  })
  return [...filled, ...beginning(last, turn)].filter((piece) => piece.text !== '')
}

/**
 * The end of the prompt: what the template wrote, the thinking part where the turn has one that the template did
 * not open itself, and the turn's opening.
 */
function beginning(rendered: string, { thinking, opening }: Turn): PromptPiece[] {
  if (thinking === null) return [markup(rendered), text(opening)]
  const { open, close, state } = thinking
  const written = rendered.trimEnd()
  const opened = written.endsWith(open)
  const closed = written.endsWith(close)
  switch (state) {
    case 'open':
      return [markup(opened ? rendered : `${rendered}${open}\n`), text(opening)]
    case 'closed':
      if (closed) return [markup(rendered), text(opening)]
      return [
        markup(opened ? `${written}\n\n${close}\n\n` : `${rendered}${open}\n\n${close}\n\n`),
        text(opening)
      ]
    default:
      throw new Error(`No such state: ${String(state satisfies never)}`)
  }
}

function markup(content: string): PromptPiece {
  return { kind: 'markup', text: content }
}

function text(content: string): PromptPiece {
  return { kind: 'text', text: content }
}

/** Renders a template from a file that nobody vouches for: within limits of size and time. */
function renderBounded(template: string, values: Record<string, unknown>): string {
  if (template.length > MAX_TEMPLATE_CHARACTERS) {
    throw new Error(
      `The model's chat template has ${template.length} characters; at most ${MAX_TEMPLATE_CHARACTERS} are read.`
    )
  }
  // The time limit of a script holds for all that it calls, the renderer outside its context included.
  const result: unknown = runInNewContext(
    'render()',
    { render: () => new Template(template).render(values) },
    { timeout: RENDER_TIME_MS }
  )
  if (typeof result !== 'string' || result.length > MAX_RENDERED_CHARACTERS) {
    throw new Error("The model's chat template writes an endless prompt.")
  }
  return result
}
