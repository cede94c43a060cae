/** Names of functions, each with the canonical name that `numbers/functions.ts` knows. */
export const functionNames: ReadonlyMap<string, string> = new Map([
  ...'sin cos tan sec csc cot asin acos atan asec acsc acot sinh cosh tanh coth sech csch asinh acosh atanh ln exp sqrt cbrt abs floor ceil sgn factorial Re Im arg conj max min gcd lcm binom log root'
    .split(' ')
    .map((name): [string, string] => [name, name]),
  ...'sin cos tan sec csc cot'
    .split(' ')
    .map((name): [string, string] => [`arc${name}`, `a${name}`]),
  ...'sinh cosh tanh'.split(' ').flatMap((name): [string, string][] => [
    [`arc${name}`, `a${name}`],
    [`ar${name}`, `a${name}`]
  ]),
  ['cosec', 'csc'],
  ['Abs', 'abs'],
  ['ceiling', 'ceil'],
  ['sign', 'sgn'],
  ['binomial', 'binom'],
  ['nCr', 'binom'],
  ['surd', 'sqrt'],
  // As other countries write them.
  ['tg', 'tan'],
  ['ctg', 'cot'],
  ['cotg', 'cot'],
  ['cotan', 'cot'],
  ['sen', 'sin'],
  ['arctg', 'atan'],
  ['arcctg', 'acot'],
  ['arccotg', 'acot'],
  ['arcsen', 'asin'],
  ['HCF', 'gcd'],
  ['hcf', 'gcd'],
  ['GCD', 'gcd'],
  ['GCF', 'gcd'],
  ['LCM', 'lcm'],
  ['mcd', 'gcd'],
  ['mdc', 'gcd'],
  ['pgcd', 'gcd'],
  ['ggT', 'gcd'],
  ['НОД', 'gcd'],
  ['mcm', 'lcm'],
  ['mmc', 'lcm'],
  ['ppcm', 'lcm'],
  ['kgV', 'lcm'],
  ['НОК', 'lcm'],
  ['lg', 'lg'],
  ['cis', 'cis']
])

/** Names that are functions only as commands or in upright type: in plain text they are letters. */
export const uprightFunctionNames: ReadonlyMap<string, string> = new Map([
  ['sh', 'sinh'],
  ['ch', 'cosh'],
  ['th', 'tanh'],
  ['cth', 'coth'],
  ['arsh', 'asinh'],
  ['arch', 'acosh'],
  ['arth', 'atanh'],
  ['Ln', 'ln'],
  ['Arg', 'arg']
])
