/** A p value as it is read: never 0, which no test can find. */
export function pText(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3)
}

/** The same as a statement: `p = 0.063`, `p < 0.001`. */
export function pStatement(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`
}
