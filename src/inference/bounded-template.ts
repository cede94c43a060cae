import { runInNewContext } from 'node:vm'
import { Environment, Interpreter, Template } from '@huggingface/jinja'
import { MAX_TEMPLATE_CHARACTERS } from '../shared/model-library.ts'

/**
 * Chat templates are programs, and come with files and from servers that nobody vouches for. They are rendered within limits of
 * time and size: not of the result alone, since what is made on the way can fill the memory in less than the time.
 */

/** Of a conversation that a template renders, here or on a server. */
export const MAX_RENDERED_CHARACTERS = 64 * 1024
const RENDER_TIME_MS = 1000
/** Characters, or entries, of one value on the way; a template's own text is one. */
const LARGEST_VALUE = MAX_TEMPLATE_CHARACTERS
/** The same of all values together, those that are forgotten at once included. */
const ALL_VALUES = 64 * 2 ** 20
/** What a value counts beside them. */
const VALUE_ITSELF = 64

const ENDLESS = "The model's chat template does not come to an end."

/** Looks at every value that a template makes, while it makes it. */
class BoundedInterpreter extends Interpreter {
  #made = 0

  override evaluate(...asked: Parameters<Interpreter['evaluate']>) {
    const value = super.evaluate(...asked)
    const size = sizeOf(value.value)
    // As the engine of JavaScript says it of values that are larger still.
    if (size > LARGEST_VALUE) {
      throw new RangeError(`Invalid ${typeof value.value === 'string' ? 'string' : 'array'} length`)
    }
    this.#made += size + VALUE_ITSELF
    if (this.#made > ALL_VALUES) throw new Error(ENDLESS)
    return value
  }
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  return value instanceof Map ? value.size : 0
}

/** The names that every template may use. The library's own `range` counts for ever, and its clock shows another date tomorrow. */
const GLOBALS = {
  ...{ true: true, false: false, none: null, True: true, False: false, None: null },
  raise_exception(message?: unknown) {
    throw new Error(typeof message === 'string' ? message : '')
  },
  range(first: number, second?: number, step = 1) {
    const [start, stop] = second === undefined ? [0, first] : [first, second]
    const count = Math.ceil((stop - start) / step)
    if (!(count <= LARGEST_VALUE)) throw new Error(ENDLESS)
    return Array.from({ length: Math.max(0, count) }, (_, index) => start + index * step)
  },
  date_string: '26 Jul 2024',
  strftime_now: (format: unknown) =>
    String(format).replace(/%([%a-zA-Z])/g, (whole, letter: string) => DATE_PARTS[letter] ?? whole)
}

const DATE_PARTS: Readonly<Record<string, string>> = {
  ...{ Y: '2024', y: '24', m: '07', d: '26', e: '26', b: 'Jul', B: 'July', a: 'Fri', A: 'Friday' },
  ...{ H: '00', I: '12', M: '00', S: '00', p: 'AM', j: '208', '%': '%' }
}

/**
 * What a Jinja template writes.
 *
 * @throws Error in words where it is too large, does not end, or makes too much
 */
export function renderBounded(template: string, values: Record<string, unknown>): string {
  if (template.length > MAX_TEMPLATE_CHARACTERS) {
    throw new Error(
      `The model's chat template has ${template.length} characters; at most ${MAX_TEMPLATE_CHARACTERS} are read.`
    )
  }
  function render(): unknown {
    const environment = new Environment()
    for (const [name, value] of Object.entries({ ...GLOBALS, ...values })) {
      environment.set(name, value)
    }
    return new BoundedInterpreter(environment).run(new Template(template).parsed).value
  }
  let result: unknown
  try {
    // The time limit of a script holds for all that it calls, the renderer outside its context included.
    result = runInNewContext('render()', { render }, { timeout: RENDER_TIME_MS })
  } catch (error) {
    throw inWords(error)
  }
  if (typeof result !== 'string' || result.length > MAX_RENDERED_CHARACTERS) {
    throw new Error("The model's chat template writes an endless prompt.")
  }
  return result
}

/** Of what a template says itself, or is quoted of it. */
const MOST_SAID = 300

/** Why a template made nothing, in a sentence about the template: what it says itself may be anything. */
function inWords(error: unknown): Error {
  // The error of the time limit is one of the other context, and so none of this one's `Error`.
  const { code, name, message } = error as Partial<NodeJS.ErrnoException>
  if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return new Error(ENDLESS)
  const said = lineOf(message ?? String(error))
  if (name === 'RangeError') return new Error(`The model's chat template goes too far: ${said}.`)
  // The renderer stumbles where a template breaks off, or treats something as what it is not.
  if (name === 'TypeError') return new Error(`The model's chat template is none (${said}).`)
  return new Error(said === '' ? "The model's chat template refuses to go on." : said)
}

/** The first line, without what a terminal would heed. */
function lineOf(message: string): string {
  const [line = ''] = message.trim().split(/[\r\n]/, 1)
  const shown = line.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
  return shown.length > MOST_SAID ? `${shown.slice(0, MOST_SAID)}…` : shown
}
