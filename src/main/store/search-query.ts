/**
 * Turns what a person typed into an FTS5 query: all words must occur, "quoted words" as a phrase, and a word ending
 * in * as a prefix. Null where nothing searchable is left.
 */
export function searchQuery(text: string): string | null {
  const terms = [...text.matchAll(/"([^"]*)"|([^\s"]+)/g)].flatMap(([, phrase, word]) => {
    const term = phrase ?? word!
    // A term without letters or digits has no words in it, and FTS5 would match nothing.
    if (!/[\p{L}\p{N}]/u.test(term)) return []
    const beginning = word?.endsWith('*') ? word.replace(/\*+$/, '') : null
    return [beginning === null ? `"${term}"` : `"${beginning}"*`]
  })
  return terms.length === 0 ? null : terms.join(' AND ')
}
