import type { Writable } from 'node:stream'
import { TURNS_ORDER } from '../../../shared/text-order.ts'

/** Colours that `style.ts` and only it gives; whoever else writes them can do no more than colour. */
export const OUR_COLOURS = new RegExp(String.raw`\u001b\[(?:[12]|22|3[129]|38;5;(?:32|166))m`, 'g')

/** Control characters but those of lines, and what turns the order of letters and digits round. */
const UNSAFE = new RegExp(String.raw`\r(?!\n)|[^\P{Cc}\t\n\r]|[${TURNS_ORDER}]`, 'gu')

/**
 * A text as a terminal may show it: what models, files and other programs wrote cannot move the cursor, erase or forge
 * lines, set the title or the clipboard. Every other control character becomes a sign that can be seen.
 */
export function terminalSafe(text: string): string {
  const colours = text.match(OUR_COLOURS) ?? []
  return text
    .split(OUR_COLOURS)
    .map((part) => part.replace(UNSAFE, '\ufffd'))
    .reduce((before, part, index) => before + (colours[index - 1] ?? '') + part)
}

const unguarded = new WeakMap<Writable, (text: string) => boolean>()

/** From here on every text that is written to a stream, whoever writes it, is made safe first. Bytes are left alone. */
export function guardOutput(stream: Writable): void {
  const write = stream.write.bind(stream)
  unguarded.set(stream, (text) => write(text))
  stream.write = ((data: unknown, ...rest: [BufferEncoding]) =>
    write(typeof data === 'string' ? terminalSafe(data) : data, ...rest)) as typeof stream.write
}

/** Moves the cursor, or erases: nothing but sequences of our own. */
export function writeControl(stream: Writable, sequence: string): void {
  const write = unguarded.get(stream)
  if (write) write(sequence)
  else stream.write(sequence)
}
