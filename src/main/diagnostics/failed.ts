import type { Finding } from '../../shared/contract/diagnostics.ts'
import { asUserError } from '../system-errors.ts'

/**
 * Something that fails with an error, in words.
 *
 * @param about `place`: what the system's error is about; `advice`: what to do where the error has none of its own.
 */
export function failed(
  part: string,
  error: unknown,
  { place, advice = null }: { readonly place?: string; readonly advice?: string | null } = {}
): Finding {
  const refusal = asUserError(error, place)
  return {
    part,
    state: 'fails',
    said: refusal?.message ?? (error instanceof Error ? error.message : String(error)),
    advice: refusal?.hint ?? advice
  }
}
