/** Words of which hardly an English sentence has none, and that German does not have. */
const ENGLISH =
  /\b(?:and|are|be|been|by|cannot|does|for|from|has|have|is|it|its|no|not|of|or|that|the|this|to|with)\b/i

/** Whether a text has words that are no German; what it quotes may be anything. */
export function soundsEnglish(text: string): boolean {
  return ENGLISH.test(text.replaceAll(/"[^"]*"|„[^“]*“/g, ''))
}
