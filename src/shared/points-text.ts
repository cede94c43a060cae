/** A difference of shares in points, signed: "+3.1". */
export function pointsText(share: number): string {
  const sign = share > 0 ? '+' : share < 0 ? '−' : ''
  return `${sign}${Math.abs(100 * share).toFixed(1)}`
}
