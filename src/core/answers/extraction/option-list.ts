import type { Option } from '../options.ts'

/** The text without the list of all options, where it repeats it: what only asks again answers nothing. */
export function withoutOptionList(text: string, options: readonly Option[]): string {
  const [first, ...rest] = options
  if (!first || rest.length === 0) return text
  const start = findMarked(text, first, 0)
  let end = start && start.end
  for (const option of rest) {
    const next = end === null ? null : findMarked(text, option, end)
    // Between two options of a list stand only a separator and the next mark.
    end = next && end !== null && next.start - end <= 3 ? next.end : null
  }
  return start && end !== null ? `${text.slice(0, start.start)} ${text.slice(end)}` : text
}

/** Where `(A) 12` or `A. 12` first stands from `from` on. */
function findMarked(
  text: string,
  { letter, text: content }: Option,
  from: number
): { readonly start: number; readonly end: number } | null {
  for (let at = text.indexOf(letter, from); at >= 0; at = text.indexOf(letter, at + 1)) {
    const mark = /^[).:．、]\s{0,2}/.exec(text.slice(at + 1, at + 5))?.[0]
    const inside = at + 1 + (mark?.length ?? 0)
    if (mark === undefined || !text.startsWith(content, inside)) continue
    return { start: text.charAt(at - 1) === '(' ? at - 1 : at, end: inside + content.length }
  }
  return null
}
