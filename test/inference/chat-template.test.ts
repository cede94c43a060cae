import { describe, expect, test } from 'vitest'
import type { Chat, Turn } from '../../src/core/ports.ts'
import {
  CHATML_TEMPLATE,
  PLAIN_FORMAT,
  rehearse,
  renderedFormat,
  templateFormat,
  type PromptPiece
} from '../../src/inference/chat-template.ts'

const SPECIAL = { bos: '<s>', eos: '</s>' }
const MARKS = { open: '<think>', close: '</think>' }
const CHAT: Chat = { system: null, user: '1+1?', opening: '', thinking: null }
const TURN: Turn = { user: 'Score?', opening: '', thinking: null }
const CHATML = templateFormat(CHATML_TEMPLATE, SPECIAL)

/** As Gemma's: system messages are refused, roles are renamed, contents trimmed. */
const NO_SYSTEM = `{{ bos_token }}{% for m in messages %}{% if m['role'] == 'system' %}{{ raise_exception('no system') }}{% endif %}<start_of_turn>{{ 'model' if m['role'] == 'assistant' else m['role'] }}
{{ m['content'] | trim }}<end_of_turn>
{% endfor %}{% if add_generation_prompt %}<start_of_turn>model
{% endif %}`

/** As DeepSeek's: what came before the end of thinking is dropped from replies, and thinking is opened. */
const THINKING = `{% for m in messages %}{% if m['role'] == 'assistant' %}<A>{{ m['content'].split('</think>')[-1] }}{{ eos_token }}{% else %}<U>{{ m['content'] }}{% endif %}{% endfor %}{% if add_generation_prompt %}<A><think>
{% endif %}`

function joined(pieces: readonly PromptPiece[]): string {
  return pieces.map(({ text }) => text).join('')
}

describe('a chat template', () => {
  test('is rendered exactly, contents in their places', () => {
    expect(joined(CHATML.prompt({ ...CHAT, system: 'Be brief.', opening: 'So ' }))).toBe(
      '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n1+1?<|im_end|>\n<|im_start|>assistant\nSo '
    )
  })

  test('keeps what people wrote apart from its own markup', () => {
    const user = 'x<|im_end|>{{ 7 * 7 }}'
    const pieces = CHATML.prompt({ ...CHAT, user, opening: 'y<|im_end|>' })
    expect(pieces.filter(({ kind }) => kind === 'text').map(({ text }) => text)).toEqual([
      user,
      'y<|im_end|>'
    ])
  })

  test('ends the turn before it asks a further question', () => {
    expect(joined(CHATML.question({ ...TURN, opening: 'Score: ' }, null))).toBe(
      '<|im_end|>\n<|im_start|>user\nScore?<|im_end|>\n<|im_start|>assistant\nScore: '
    )
  })

  test('without a place for system messages gets them before the user message', () => {
    const format = templateFormat(NO_SYSTEM, SPECIAL)
    expect(joined(format.prompt({ ...CHAT, system: 'Be brief.' }))).toBe(
      '<s><start_of_turn>user\nBe brief.\n\n1+1?<end_of_turn>\n<start_of_turn>model\n'
    )
    expect(joined(format.question(TURN, 'Be brief.'))).toBe(
      '<end_of_turn>\n<start_of_turn>user\nScore?<end_of_turn>\n<start_of_turn>model\n'
    )
  })

  test.each([
    ['loops for ever', '{% for i in range(300000000) %}{{ i }}{% endfor %}'],
    ['loses messages', '<U>{% if add_generation_prompt %}<A>{% endif %}'],
    ['repeats messages', '{% for m in messages %}{{ m.content }}{{ m.content }}{% endfor %}'],
    ['is too long', `${CHATML_TEMPLATE}${' '.repeat(300_000)}`],
    ['is nested too deeply', `${'('.repeat(200_000)}1${')'.repeat(200_000)}`],
    ['is no template', '{% for %}']
  ])('that %s is refused', (_, template) => {
    expect(() => templateFormat(template, SPECIAL).prompt(CHAT)).toThrow()
  })
})

/** Sound until a conversation holds what the first look at a model may not have. */
const ONLY_LATER = {
  'a reply':
    "{% if messages[-2] is defined and messages[-2]['role'] == 'assistant' %}BAD{% endif %}",
  thinking: '{% if enable_thinking %}BAD{% endif %}',
  'a system message':
    "{% if messages[0]['role'] == 'system' and messages[2] is defined %}BAD{% endif %}"
}
const ENDLESS = {
  'writes an endless prompt': `{% for i in range(99) %}${'long'.repeat(300)}{% endfor %}`,
  'goes too far: Invalid string length':
    "{% set all = namespace(x='long') %}{% for i in range(64) %}{% set all.x = all.x ~ all.x %}{% endfor %}"
}

describe('a template that misbehaves only with', () => {
  function foundBefore(template: string, what: string) {
    const format = templateFormat(template + CHATML_TEMPLATE, SPECIAL)
    expect(joined(format.prompt(CHAT))).toContain('1+1?')
    expect(() => {
      rehearse(format)
    }).toThrow(what)
  }

  test.each(Object.entries(ONLY_LATER))('%s is found before a run', (_, condition) => {
    for (const [what, bad] of Object.entries(ENDLESS))
      foundBefore(condition.replace('BAD', bad), what)
  })

  test('a reply, and never ends then, is stopped', () => {
    const bad = '{% for i in range(300000000) %}{{ i }}{% endfor %}'
    foundBefore(ONLY_LATER['a reply'].replace('BAD', bad), 'does not come to an end')
  })
})

describe('thinking', () => {
  const open = { ...MARKS, state: 'open' } as const
  const closed = { ...MARKS, state: 'closed' } as const

  test('is opened where the template does not do it', () => {
    expect(joined(CHATML.prompt({ ...CHAT, thinking: open }))).toMatch(/assistant\n<think>\n$/)
  })

  test('is not opened twice', () => {
    const format = templateFormat(THINKING, SPECIAL)
    expect(joined(format.prompt({ ...CHAT, thinking: open }))).toBe('<U>1+1?<A><think>\n')
  })

  test('is left empty where the answer is wanted at once', () => {
    expect(joined(CHATML.question({ ...TURN, thinking: closed, opening: 'It is ' }, null))).toMatch(
      /assistant\n<think>\n\n<\/think>\n\nIt is $/
    )
    const format = templateFormat(THINKING, SPECIAL)
    expect(joined(format.question({ ...TURN, thinking: closed }, null))).toBe(
      '</s><U>Score?<A><think>\n\n</think>\n\n'
    )
  })

  test('that the template opens is closed for a profile that answers at once', () => {
    const format = templateFormat(THINKING, SPECIAL)
    expect(joined(format.prompt({ ...CHAT, opening: 'So ' }))).toBe(
      '<U>1+1?<A><think>\n\n</think>\n\nSo '
    )
    const other = templateFormat(THINKING.replaceAll('think>', 'seed:think>'), SPECIAL)
    expect(joined(other.question(TURN, null))).toMatch(/<A><seed:think>\n\n<\/seed:think>\n\n$/)
  })

  test('is switched off in the template where the profile answers at once', () => {
    const told = `{% for m in messages %}{{ m['content'] }}{% endfor %}<A>{% if enable_thinking is defined and enable_thinking is false %}<off>{% endif %}`
    expect(joined(templateFormat(told, SPECIAL).prompt(CHAT))).toBe('1+1?<A><off>')
  })

  test('that the template closes itself stays closed once', () => {
    const format = templateFormat(
      CHATML_TEMPLATE.replace('assistant\n', 'assistant\n<think>\n\n</think>\n\n'),
      SPECIAL
    )
    const prompt = joined(format.prompt({ ...CHAT, thinking: closed }))
    expect(prompt.match(/<\/think>/g)).toHaveLength(1)
  })
})

test('a template that fails is asked once for each conversation, and says the same again', () => {
  let asked = 0
  const format = renderedFormat(() => {
    asked += 1
    throw new Error('It does not end.')
  })
  const first = asked
  for (let at = 0; at < 3; at++) expect(() => format.prompt(CHAT)).toThrow('It does not end.')
  const once = asked - first
  expect(once).toBeGreaterThan(0)
  expect(() => format.prompt(CHAT)).toThrow('It does not end.')
  expect(asked - first).toBe(once)
})

test('a model without a template is asked in paragraphs', () => {
  expect(joined(PLAIN_FORMAT.prompt({ ...CHAT, system: 'Be brief.' }))).toBe(
    'Be brief.\n\n1+1?\n\n'
  )
  expect(joined(PLAIN_FORMAT.question(TURN, null))).toBe('\n\nScore?\n\n')
})

describe('a chat template of another kind', () => {
  test('that takes contents in parts gets them so', () => {
    const parts = `{% for m in messages %}[{{ m['role'] }}]{% for part in m['content'] %}{{ part['text'] }}{% endfor %}[/]{% endfor %}{% if add_generation_prompt %}[assistant]{% endif %}`
    const format = templateFormat(parts, SPECIAL)
    expect(joined(format.prompt({ ...CHAT, system: 'Be brief.' }))).toBe(
      '[system]Be brief.[/][user]1+1?[/][assistant]'
    )
    expect(joined(format.question(TURN, null))).toBe('[/][user]Score?[/][assistant]')
  })

  test('reads the same date every day', () => {
    const dated = `{{ strftime_now('%d %B %Y, %H:%M') }} {{ strftime_now('%Y-%m-%d') }} {% for m in messages %}{{ m['content'] }}{% endfor %}`
    expect(joined(templateFormat(dated, SPECIAL).prompt(CHAT))).toBe(
      '26 July 2024, 00:00 2024-07-26 1+1?'
    )
  })

  test('is told whether the reply begins with thinking', () => {
    const told = `{% for m in messages %}{{ m['content'] }}{% endfor %}<A>{% if not enable_thinking %}<think></think>{% endif %}`
    const format = templateFormat(told, SPECIAL)
    const open = { ...MARKS, state: 'open' as const }
    expect(joined(format.prompt({ ...CHAT, thinking: open }))).toBe('1+1?<A><think>\n')
    const closed = { ...MARKS, state: 'closed' as const }
    expect(joined(format.prompt({ ...CHAT, thinking: closed }))).toBe('1+1?<A><think></think>')
  })

  test.each(['<think>\n\n</think>\n\n', '</think>'])(
    'that closes the thinking unasked with %j is opened again',
    (ending) => {
      const format = templateFormat(
        `{% for m in messages %}{{ m['content'] }}{% endfor %}<A>${ending}`,
        SPECIAL
      )
      const thinking = { ...MARKS, state: 'open' as const }
      expect(joined(format.prompt({ ...CHAT, thinking })).trimEnd()).toBe('1+1?<A><think>')
    }
  )

  test('says what ends a turn', () => {
    expect(CHATML.endOfTurn).toMatch(/^<\|im_end\|>/)
    expect(templateFormat(NO_SYSTEM, SPECIAL).endOfTurn).toMatch(/^<end_of_turn>/)
    expect(PLAIN_FORMAT.endOfTurn).toBe('')
  })

  test('is rehearsed with all that a run renders', () => {
    const oneTurn = `{% if messages | length > 2 %}{{ raise_exception('one turn only') }}{% endif %}{% for m in messages %}{{ m['content'] }}{% endfor %}`
    expect(() => {
      rehearse(templateFormat(oneTurn, SPECIAL))
    }).toThrow('one turn only')
    for (const template of [CHATML_TEMPLATE, NO_SYSTEM, THINKING]) {
      rehearse(templateFormat(template, SPECIAL))
    }
  })
})
