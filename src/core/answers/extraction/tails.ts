const adverbs =
  /^(?:[\s,:]*\b(?:that|therefore|thus|then|hence|so|exactly|simply|just|precisely|indeed|clearly|now|actually|obviously|about|approximately|roughly|equal to|given by)\b[\s,:]*)+/i
const tail =
  /[,;:]?\s+(?:because|since|as(?!\s+well)|rather than|instead of|(?:and |but )?not|(?:und |aber )?nicht|statt|weil|denn|et non|parce que|car|au lieu de|porque|ya que|pues|y no|en lugar de|pois|em vez de|perch[ée]|poiché|invece di|e non|omdat|want|ponieważ|так как|потому что|а не|i\.e\.|that is|namely|in other words|due to|from|according to|assuming|hence|thus|therefore|which|given|so(?!\s+many)|or\s+(?:about|roughly|approximately|nearly|almost|around))(?![\p{L}])|[，,]?\s*(?:因为|由于|而不是|而非|不是)|\s+(?:--+|–|—)\s+(?=[a-z])|;\s+(?!(?:and|or)\b)(?=[a-z]{2,}\s+[a-z]{2,})|\s*[([]\s*[^()[\]]{0,20}\b(?:times|plus|minus|divided)\b|\s*[([]\s*(?:from|since|because|not|as|i\.e\.|note|see|using|by|rounded|check)\b/iu
/** `not 16 but 15` */
const corrected = /^not\s+\S{1,20}\s*,?\s+but\s+(?:rather\s+)?/i
const politeEnd = /(?:です|である|だ|입니다|이다)[。.]?$/u
const exclaimed = /(\d)\s*!+$/

/** A stated answer without the words before it, such as "therefore", and without what only explains it. */
export function withoutTail(statement: string): string {
  const start = statement.replace(adverbs, '').replace(corrected, '')
  const at = start.search(tail)
  const head = at > 0 ? start.slice(0, at) : start
  // What stands before "because" must itself be an answer.
  const kept = /[\d\\$]|^\s*\S{1,20}\s*$/.test(head) ? head : start
  return kept
    .replace(politeEnd, '')
    .replace(exclaimed, '$1')
    .replace(/[\s,;:–—-]+$/, '')
}
