const noSolutions =
  /^(?:no|none|inconsistent|impossible|nothing|empty set|empty|null set|void|(?:there )?(?:exists? )?(?:(?:equation|system|inequality|it) )?(?:has |have )?no (?:real |possible |valid |such )?(?:solutions?|roots?|answers?|values?|numbers?|intersections?)(?: (?:exists?|possible|of [a-z]))?|(?:(?:equation|system|inequality|it) )?(?:does not|doesn t|do not) have (?:any )?(?:real )?(?:solutions?|roots?)|no such [a-z]+(?: exists?)?|(?:原?方程组?)?无(?:实数)?[解根]|没有(?:实数)?解|无实根|空集|keine lösung(?:en)?|aucune solution|pas de solution|sin solución|no tiene solución|sem solução|nessuna soluzione|нет решений)$/u
const noValue =
  /^(?:(?:limit|it|value) )?(?:does not|doesn t|do not) exist$|^d ?n ?e$|^undefined$|^不存在$/
const allReals =
  /^(?:[a-z] )?(?:(?:can be )?(?:all|any|every|set of(?: all)?) )?(?:reals|real numbers?|real values?(?: of [a-z])?|real [a-z])$|^(?:全体|所有)实数$/

const endless =
  /^(?:(?:there are |it has |has )?(?:infinitely many|infinite number of|infinite)(?: solutions?)?|无穷多(?:个)?解)$/

/** What words say of a set of solutions; null for other words. */
export function emptiness(text: string): 'no solutions' | 'no value' | 'endless' | null {
  if (endless.test(text)) return 'endless'
  if (noValue.test(text)) return 'no value'
  // "No" alone answers a question.
  return text !== 'no' && noSolutions.test(text) ? 'no solutions' : null
}

/** Do the words mean every real number? */
export function isAllReals(text: string): boolean {
  return allReals.test(text)
}
