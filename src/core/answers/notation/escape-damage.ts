/**
 * What is left of a command whose backslash and first letter were decoded as an escape of JSON or Python: `\frac`
 * becomes a form feed and `rac`. By the control character, its letter and the rest of the commands it may have been.
 */
const damage: readonly (readonly [character: string, letter: string, rest: string])[] = [
  ['\x07', 'a', 'lpha|ngle|pprox|rc(?:sin|cos|tan)|st'],
  ['\b', 'b', 'oxed|eta|inom|ar|egin|mod|ullet|f|ig[lrg]?|oldsymbol|m'],
  [
    '\t',
    't',
    'ext(?:bf|it|rm|sf|tt|normal)?(?=\\s*\\{)|imes|heta|frac|an(?=\\s*(?:[\\\\({^\\d]|[a-zA-Z](?![a-zA-Z])))|o(?=\\s*[\\\\\\d])|riangle|au(?![a-zA-Z])|g(?=\\s*[\\\\({\\d])'
  ],
  ['\v', 'v', 'ec|arphi|artheta|arepsilon|arnothing|ert|dots|ee'],
  ['\f', 'f', 'rac|box|orall|lat'],
  ['\r', 'r', 'ight(?![a-z])|ightarrow|angle|floor|ceil|ho(?![a-z])|vert|brace'],
  ['\n', 'n', 'eq(?=\\s*[-\\d\\\\a-zA-Z]\\b|\\s*[-\\d\\\\])|otin(?![a-zA-Z])|abla(?![a-zA-Z])']
]
const damaged = damage.map(([character, letter, rest]) => {
  const source = `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}(?=${rest})`
  return { source, pattern: new RegExp(source, 'g'), letter }
})
/** Most texts hold line breaks, and hardly one a damaged command: they are read once. */
const anyDamage = new RegExp(damaged.map(({ source }) => source).join('|'))

/** The text with the commands restored that decoded escapes damaged. To be done before white space is trimmed. */
export function withoutEscapeDamage(text: string): string {
  if (!/[^ -\uffff]/.test(text) || !anyDamage.test(text)) return text
  return damaged.reduce(
    (repaired, { pattern, letter }) => repaired.replace(pattern, `\\${letter}`),
    text
  )
}
