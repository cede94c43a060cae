/**
 * Signs that are not seen and turn the order of others round, as a part of a class of a regular expression: 28 would be shown as
 * 82, 8 - 5 as 5 - 8. Directions and isolates are among them, and marks of a direction. Words that are written from the right
 * to the left need none of them.
 */
export const TURNS_ORDER = String.raw`\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069`

const TURNS = new RegExp(`[${TURNS_ORDER}]`, 'g')

/** A text that is shown in the order in which it was written: what would turn it round becomes a sign that can be seen. */
export function inOrder(text: string): string {
  return text.replace(TURNS, '\ufffd')
}
