/** One line of the table. */
export interface Result {
  readonly what: string
  readonly models: string
  readonly figure: string
  /** What it has to be, or null where it is only reported. */
  readonly bound: string | null
  readonly holds: boolean
}

/** A ratio that must not exceed a bound. */
export function atMost(
  what: string,
  models: string,
  value: number,
  bound: number,
  unit = ''
): Result {
  return {
    what,
    models,
    figure: `${value.toFixed(2)}${unit}`,
    bound: `at most ${bound.toFixed(2)}${unit}`,
    holds: value <= bound
  }
}

export function atLeast(what: string, models: string, value: number, bound: number): Result {
  return {
    what,
    models,
    figure: value.toFixed(2),
    bound: `at least ${bound.toFixed(2)}`,
    holds: value >= bound
  }
}

/** Something worth knowing that has no bound. */
export function reported(what: string, models: string, figure: string): Result {
  return { what, models, figure, bound: null, holds: true }
}

/** The results as a Markdown table. */
export function table(results: readonly Result[]): string {
  const rows = results.map(({ what, models, figure, bound, holds }) => [
    what,
    models,
    figure,
    bound ?? '',
    bound === null ? '' : holds ? 'yes' : 'NO'
  ])
  return [['Measure', 'Models', 'Figure', 'Bound', 'Holds'], ['-', '-', '-', '-', '-'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
