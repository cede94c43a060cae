/** Figures as a report shows them. An empty text stands for what is not known. */

export function percentText(share: number | null): string {
  return share === null ? '' : `${(share * 100).toFixed(1)} %`
}

export function ratioText(ratio: number | null): string {
  return ratio === null ? '' : ratio.toFixed(2)
}

export function pointsText(difference: number): string {
  return `${difference >= 0 ? '+' : '−'}${Math.abs(difference * 100).toFixed(1)}`
}

export function secondsText(ms: number | null): string {
  return ms === null ? '' : `${(ms / 1000).toFixed(2)} s`
}
