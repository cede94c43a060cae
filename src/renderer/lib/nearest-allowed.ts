/** The number that a field takes for what was typed: within its range, and whole where it counts in whole steps. */
export function nearestAllowed(
  typed: number,
  { min, max, step }: { readonly min: number; readonly max: number; readonly step: number }
): number {
  const counted = Number.isInteger(step) ? Math.round(typed) : typed
  return Math.min(max, Math.max(min, counted))
}
