export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Above this many word pairs the texts are shown as wholly different: the table would not fit. */
const LARGEST_TABLE = 4_000_000

/** How one text became another, word by word: the longest common subsequence stays. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const [a, b] = [words(before), words(after)]
  if (a.length * b.length > LARGEST_TABLE) {
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after }
    ]
  }
  const lengths = commonLengths(a, b)
  const parts: DiffPart[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push(parts, 'same', a[i]!)
      i += 1
      j += 1
    } else if (j >= b.length || (i < a.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      push(parts, 'removed', a[i]!)
      i += 1
    } else {
      push(parts, 'added', b[j]!)
      j += 1
    }
  }
  return parts
}

function words(text: string): string[] {
  return text.match(/\s+|\w+|[^\s\w]/g) ?? []
}

/** lengths[i][j]: the longest common subsequence of what follows positions i and j. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        a[i] === b[j]
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  return lengths
}

function push(parts: DiffPart[], kind: DiffPart['kind'], text: string): void {
  const last = parts.at(-1)
  if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text }
  else parts.push({ kind, text })
}
