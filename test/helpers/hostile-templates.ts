import { CHATML_TEMPLATE } from '../../src/inference/chat-template.ts'

/** Chat templates that a file, a server or a person may come with, before what a sound one has. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  'counts for ever': '{% for i in range(1000000000000) %}x{% endfor %}',
  'counts by nothing': '{% for i in range(0, 10, 0) %}x{% endfor %}',
  'counts by a text': '{% for i in range("a") %}x{% endfor %}',
  'doubles a text':
    "{% set ns = namespace(x='longer') %}{% for i in range(100) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
  'raises to a power': '{{ 10 ** 100000 }}',
  'calls itself': '{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}',
  'walks over itself': '{% for m in messages recursive %}{{ loop(messages) }}{% endfor %}',
  'opens brackets': `{{ ${'['.repeat(100_000)} }}`,
  'takes away': `{{ ${'-'.repeat(200_000)}1 }}`,
  'filters and filters': `{{ "x"${'|trim'.repeat(40_000)} }}`,
  'adds and adds': `{{ 1${'+1'.repeat(100_000)} }}`,
  'uses a filter that is none': '{{ "x" | evil }}',
  'uses a filter with a name of 200,000 letters': `{{ "x" | ${'a'.repeat(200_000)} }}`,
  'includes a file': '{% include "/etc/passwd" %}',
  'imports the system': '{% import "os" as os %}',
  'looks for the class': '{{ messages.__class__.__mro__[0].evil() }}',
  'looks for the constructor': '{{ "".constructor.constructor("return process")() }}',
  'looks for the constructor of a function': '{{ range.constructor("return process")() }}',
  'changes the prototype':
    '{% set ns = namespace(__proto__=1) %}{% set ns.constructor = "y" %}{{ ns.__proto__.f() }}',
  'refuses with 200,000 letters': `{{ raise_exception("${'x'.repeat(200_000)}") }}`,
  'refuses with what moves the cursor':
    '{{ raise_exception("\u001b[2J\u0000\u202ewrong\nsecond") }}',
  'refuses with nothing': '{{ raise_exception("") }}',
  'refuses with none': '{{ raise_exception(none) }}',
  'joins a text of many': `{{ range(100000) | join("${'x'.repeat(10_000)}") }}`,
  'indents by a thousand million': '{{ "a\nb" | indent(1000000000) }}',
  'tells a number the time': '{{ strftime_now(1) }}{{ evil() }}',
  'holds itself': '{% set ns = namespace() %}{% set ns.x = ns %}{{ ns | tojson }}',
  'breaks off': '{% for m in messages %}',
  'says what stands for a message': 'TandemUserMessage'
}

/** Sound in one thing and hostile in another, each whole. */
export const HOSTILE_TEMPLATES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(BEGINNINGS).map(([name, text]) => [name, text + CHATML_TEMPLATE])
  ),
  'has a million letters': `${CHATML_TEMPLATE}${' '.repeat(1_000_000)}`,
  'never closes': '{{'.repeat(100_000),
  'shouts what is said': '{% for m in messages %}{{ m.content | upper }}{% endfor %}',
  'writes another length each time':
    '{% for m in messages %}{{ m.content }}{% endfor %}{% for i in range(messages | length) %}{{ messages[0].content }}{% endfor %}'
}
