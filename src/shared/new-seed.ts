/** Where random numbers come from: `crypto`, in Node as in the browser. */
interface RandomNumbers {
  getRandomValues(numbers: Uint32Array<ArrayBuffer>): Uint32Array
}

/** A seed for what nobody chose one for: any of 0 .. `HIGHEST_SEED`, which are all that 32 bits hold. */
export function newSeed(random: RandomNumbers): number {
  return random.getRandomValues(new Uint32Array(1))[0]!
}
