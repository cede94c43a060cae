/**
 * A cost or a time over the baseline's, in the one notation of every door and report: "4.1×" from one on, "−65 %" below
 * it, so that a price and a saving cannot be taken for each other. Two or three digits, as more is noise.
 *
 * @param unknown what stands for a ratio that is not known.
 */
export function ratioText(ratio: number | null, unknown = '–'): string {
  if (ratio === null) return unknown
  const saved = Math.round((1 - ratio) * 100)
  if (saved > 0) return `−${saved}\u202f%`
  return `${ratio.toFixed(ratio < 1.995 ? 2 : ratio < 9.95 ? 1 : 0)}×`
}

/** A tick of an axis of such ratios: "1.5×". */
export function timesText(ratio: number): string {
  return `${Number(ratio.toFixed(2))}×`
}
