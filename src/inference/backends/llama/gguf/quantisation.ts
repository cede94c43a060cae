import type { Tensor } from './tensors.ts'

/** `general.file_type` by number, after llama.cpp's `llama_ftype`. */
const FILE_TYPES: ReadonlyMap<number, string> = new Map(
  (
    '0 F32,1 F16,2 Q4_0,3 Q4_1,7 Q8_0,8 Q5_0,9 Q5_1,10 Q2_K,11 Q3_K_S,12 Q3_K_M,13 Q3_K_L,14 Q4_K_S,15 Q4_K_M,' +
    '16 Q5_K_S,17 Q5_K_M,18 Q6_K,19 IQ2_XXS,20 IQ2_XS,21 Q2_K_S,22 IQ3_XS,23 IQ3_XXS,24 IQ1_S,25 IQ4_NL,26 IQ3_S,' +
    '27 IQ3_M,28 IQ2_S,29 IQ2_M,30 IQ4_XS,31 IQ1_M,32 BF16,36 TQ1_0,37 TQ2_0,38 MXFP4'
  )
    .split(',')
    .map((entry): [number, string] => {
      const [number, name] = entry.split(' ')
      return [Number(number), name ?? '']
    })
)

/**
 * The name of a file's quantisation: what its header says, else the type of most weights. The types alone would mislead:
 * in a small model's Q4_K_M, the table of tokens and whatever is not a multiple of 256 wide are of other types.
 */
export function quantisationOf(fileType: number | null, tensors: readonly Tensor[]): string {
  const named = fileType === null ? undefined : FILE_TYPES.get(fileType)
  if (named !== undefined) return named
  const weights = new Map<string, number>()
  for (const { type, elements } of tensors) {
    weights.set(type, (weights.get(type) ?? 0) + elements)
  }
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'unknown'
}
