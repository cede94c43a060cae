/** The smallest of 1, 2, 5 times a power of ten that is not below: the distance between round values on an axis. */
export function roundStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= value * 0.999)!
}
