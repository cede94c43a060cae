const LETTERED = /^(option|choice|opt|op|answer|ending)?[\s_-]*([a-j])$/i
const NUMBERED = /^(option|choice|opt|sol|ending)[\s_-]*(\d)$/i
const RIGHT = /^(?:correct|right|best)[\s_-]*answer$/i
const WRONG = /^(?:incorrect|wrong)[\s_-]*answers?[\s_-]*\d*$|^distractor[\s_-]*\d+$/i

/**
 * The columns that each hold one option, in their order: `A`, `B`, `C`; `option1`, `option2`; or the right answer and
 * wrong ones beside it. Empty where there are none.
 *
 * @param names of the fields of a file.
 */
export function optionColumns(names: readonly string[]): string[] {
  const right = names.find((name) => RIGHT.test(name))
  const wrong = names.filter((name) => WRONG.test(name))
  if (right !== undefined && wrong.length > 0) return [right, ...wrong]
  return (
    inARow(names, LETTERED, 'a') ??
    inARow(names, NUMBERED, '1') ??
    inARow(names, NUMBERED, '0') ??
    []
  )
}

/** Do the columns hold the right answer and wrong ones, so that their order gives it away? */
export function givesAnswerAway(columns: readonly string[]): boolean {
  return columns.some((name) => RIGHT.test(name))
}

/** The mark of a column's option: `A` of `option_a`, `1` of `option1`. */
export function labelOf(column: string): string | null {
  return (LETTERED.exec(column) ?? NUMBERED.exec(column))?.[2]?.toUpperCase() ?? null
}

function inARow(names: readonly string[], pattern: RegExp, first: string): string[] | null {
  const groups = new Map<string, Map<string, string>>()
  for (const name of names) {
    const match = pattern.exec(name)
    if (match === null) continue
    const prefix = (match[1] ?? '').toLowerCase()
    const group = groups.get(prefix) ?? new Map<string, string>()
    groups.set(prefix, group.set(match[2]!.toLowerCase(), name))
  }
  for (const group of groups.values()) {
    const row: string[] = []
    for (let code = first.charCodeAt(0); ; code++) {
      const name = group.get(String.fromCharCode(code))
      if (name === undefined) break
      row.push(name)
    }
    if (row.length >= 2) return row
  }
  return null
}
