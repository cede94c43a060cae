// Every repetition is bounded: these run over whole outputs, at every position.
const one = String.raw`[*(（]{0,3}[A-J]\b[)）*]{0,3}`
const several = String.raw`(?:options?\s|choices?\s)?(${one}(?:(?:\s?,\s?(?:and\s|or\s)?|\s(?:and|or|nor)\s|、|和)(?:option\s|choice\s)?${one}){0,9})`
const refusals: readonly RegExp[] = [
  String.raw`\b(?:rul(?:e|es|ed|ing) out|eliminat(?:e|es|ed|ing)|exclud(?:e|es|ed|ing)|discard(?:s|ed|ing)?|reject(?:s|ed|ing)?)\s${several}`,
  String.raw`\b(?:cannot|can't|can’t|could not|must not) be\s${several}`,
  String.raw`${several}\s(?:is|are)\s(?:(?:all|both|clearly|therefore|also)\s)?(?:wrong|incorrect|false|impossible|ruled out|eliminated|excluded|out|not possible|not correct)\b`,
  String.raw`排除(?:选项)?${several}`
].map((pattern) => new RegExp(pattern, 'g'))

/** The one letter that an output leaves where it rules out all others; null where it leaves more, or none. */
export function remainingChoice(text: string, letters: ReadonlySet<string>): string | null {
  const refused = new Set<string>()
  for (const pattern of refusals) {
    for (const [, list = ''] of text.matchAll(pattern)) {
      for (const letter of list.match(/[A-J]\b/g) ?? []) refused.add(letter)
    }
  }
  const left = [...letters].filter((letter) => !refused.has(letter))
  return refused.size > 0 && left.length === 1 ? left[0]! : null
}
