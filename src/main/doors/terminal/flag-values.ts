import type { GpuLayers } from '../../../shared/model-library.ts'
import { parameterCount } from '../../../shared/parameter-count.ts'
import { UserError } from '../../user-error.ts'

/** Reads a flag's number. Throws UserError where it is none or out of range. */
export function numberFlag(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isFinite(value) || value < least || value > most) {
      throw new UserError(`"${text}" is not a number from ${least} to ${most}.`)
    }
    return value
  }
}

/** Reads a flag's whole number. */
export function wholeNumberFlag(least: number, most: number): (text: string) => number {
  const read = numberFlag(least, most)
  return (text) => {
    const value = read(text)
    if (!Number.isInteger(value)) throw new UserError(`"${text}" is not a whole number.`)
    return value
  }
}

/** Tokens of one path: more than any model was trained on are as good as none. */
export const contextTokens = wholeNumberFlag(1, 2 ** 27)

/** Reads a number of weights: `32B`, `1.5b`, `270M`, `19080576`. */
export function parametersFlag(text: string): number {
  const count = parameterCount(text)
  if (count !== null && count >= 1) return count
  throw new UserError(`"${text}" is not a number of weights.`, 'For example: 32B, or 270M.')
}

/** Reads `32,99`: layers of the target, then of the draft; one number is for both. */
export function gpuLayers(text: string): GpuLayers {
  const read = wholeNumberFlag(0, 10_000)
  const [target, draft, ...rest] = text.split(',')
  if (target === undefined || rest.length > 0) {
    throw new UserError(
      `"${text}" is not one or two whole numbers.`,
      'For example: --gpu-layers 32,99'
    )
  }
  return { target: read(target), draft: read(draft ?? target) }
}
