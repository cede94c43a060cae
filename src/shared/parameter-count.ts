const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, B: 1e9, T: 1e12 }

/** No model has as many weights; what is computed from more is no number any more. */
export const MOST_PARAMETERS = 1e15

/** A number of weights as people write it (7B, 1.5b, 270M, 19100000); null where it is none. */
export function parameterCount(text: string): number | null {
  const [, digits, unit] = /^\s*(\d+(?:\.\d+)?(?:e\d+)?)\s*([KMBT]?)\s*$/i.exec(text) ?? []
  const count = Number(digits) * (UNITS[(unit ?? '').toUpperCase()] ?? NaN)
  return count > 0 && count <= MOST_PARAMETERS ? count : null
}

/** What the name of a model says of its size, as people write it: "Qwen3-32B-AWQ" has "32B". Empty where it says none. */
export function parametersInName(name: string): string {
  return /(?<![a-z0-9.])(\d+(?:\.\d+)?[MB])(?![a-z0-9])/i.exec(name)?.[1]?.toUpperCase() ?? ''
}
