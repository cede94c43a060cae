import { MATCH_BEGINS, MATCH_ENDS } from '../../../shared/contract/runs.ts'

/** An excerpt in pieces: found words, and what stands between them. */
export function excerptPieces(excerpt: string): { text: string; found: boolean }[] {
  return excerpt.split(MATCH_BEGINS).flatMap((part, index) => {
    if (index === 0) return part === '' ? [] : [{ text: part, found: false }]
    const [found = '', rest = ''] = part.split(MATCH_ENDS)
    return [{ text: found, found: true }, ...(rest === '' ? [] : [{ text: rest, found: false }])]
  })
}
