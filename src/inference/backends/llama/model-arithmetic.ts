/** A tensor of a model file: its name and its sizes. */
export interface TensorShape {
  readonly name: string
  readonly dimensions: readonly (number | bigint)[]
}

/** The numbers of a model's shape that its cost depends on. */
export interface AttentionShape {
  readonly layers: number
  /** Attention heads of a layer; 0 for models without attention. */
  readonly heads: number
  /** Size of one head. */
  readonly headSize: number
  /** Of a mixture of experts: how many of how many each token uses. */
  readonly experts: { readonly used: number; readonly total: number } | null
}

/** Number of weights. */
export function countParameters(tensors: readonly TensorShape[]): number {
  return tensors.reduce((sum, tensor) => sum + weights(tensor), 0)
}

/**
 * FLOPs to evaluate one token at a position: 2 (P - E) + 4 L T h d, where P are the weights a token meets, E those
 * of the token embedding (a table that is looked up, unless it is tied to the output and multiplied there), L the
 * layers, T the tokens attended to, h the heads and d their size.
 */
export function flopsPerToken(
  tensors: readonly TensorShape[],
  shape: AttentionShape
): (position: number) => number {
  const tied = !tensors.some(({ name }) => name === 'output.weight')
  const met = tensors.reduce((sum, tensor) => {
    if (tensor.name === 'token_embd.weight' && !tied) return sum
    return sum + weights(tensor) * shareUsed(tensor, shape)
  }, 0)
  const perAttended = 4 * shape.layers * shape.heads * shape.headSize
  return (position) => 2 * met + perAttended * (position + 1)
}

function weights({ dimensions }: TensorShape): number {
  return dimensions.reduce<number>((product, size) => product * Number(size), 1)
}

/** All experts' weights lie in tensors of their own, of which a token meets a part. */
function shareUsed({ name }: TensorShape, { experts }: AttentionShape): number {
  return experts !== null && name.includes('_exps.') ? experts.used / experts.total : 1
}
