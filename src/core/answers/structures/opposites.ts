const pairs: readonly (readonly [string, string])[] = (
  [
    [
      'profit gain surplus increase rise win won up more higher above deposit credit ahead',
      'loss drop deficit decrease fall lose lost down fewer less lower below withdrawal debit behind'
    ],
    ['north', 'south'],
    ['east', 'west'],
    ['left', 'right'],
    ['bc bce', 'ad ce'],
    ['before early earlier', 'after late later'],
    ['am a.m', 'pm p.m'],
    ['noon', 'midnight'],
    ['time', 'percent'],
    [
      'older taller longer hotter warmer faster heavier larger bigger greater',
      'younger shorter colder cooler slower lighter smaller'
    ],
    ['clockwise', 'counterclockwise anticlockwise'],
    ['forward', 'backward'],
    ['even', 'odd'],
    ['positive', 'negative'],
    ['rational', 'irrational'],
    ['maximum', 'minimum'],
    ['inside', 'outside'],
    ['male boy men', 'female girl women']
  ] as const
).flatMap(([one, other]) =>
  one.split(' ').flatMap((x) => other.split(' ').map((y) => [x, y] as const))
)
const sided = new Set(pairs.flat())
const opposite = new Set(pairs.flatMap(([x, y]) => [`${x} ${y}`, `${y} ${x}`]))

/** Do two descriptions contradict each other, as "profit" and "loss" do? What follows a number decides its meaning. */
export function areOpposite(a: string, b: string): boolean {
  const [left, right] = [wordsOf(a), wordsOf(b)]
  return left.some((x) => !right.includes(x) && right.some((y) => opposite.has(`${x} ${y}`)))
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}.]+/u)
    .map((word) => word.replace(/^\.+|\.+$/g, '').replace(/(?<=ss)es$|(?<=[^s])s$/, ''))
}

/** Does the word turn a number to one of two sides? */
export function hasOpposite(word: string): boolean {
  return wordsOf(word).some((one) => sided.has(one))
}
