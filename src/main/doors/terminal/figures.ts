/** A ratio as a percentage of the baseline, or "unknown". */
export function percent(ratio: number | null): string {
  return ratio === null ? 'unknown' : `${Math.round(ratio * 100)} %`
}

/** A share as a percentage to a tenth, for tables; nothing where it is not known. */
export function tenths(share: number | null): string {
  return share === null ? '' : `${(share * 100).toFixed(1)} %`
}

/** A time in the unit that suits it. */
export function duration(ms: number): string {
  if (Math.round(ms) < 1000) return `${Math.round(ms)} ms`
  if (Math.round(ms / 100) < 600) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** A count with thousands separated by narrow spaces. */
export function count(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u202f')
}

/** A day as ISO 8601 writes it, in local time. */
export function dateText(ms: number): string {
  const date = new Date(ms)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** A day and the time of it, in local time. */
export function minuteText(ms: number): string {
  const date = new Date(ms)
  return `${dateText(ms)} ${two(date.getHours())}:${two(date.getMinutes())}`
}

function two(value: number): string {
  return value.toString().padStart(2, '0')
}
