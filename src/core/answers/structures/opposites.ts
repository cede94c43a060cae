const pairs: readonly (readonly [string, string])[] = (
  [
    [
      'profit gain surplus increase rise win won up more higher above deposit credit ahead many excess sell sold overestimate',
      'loss drop deficit decrease fall lose lost down fewer less lower below withdrawal debit behind few reduction reduced shortage short buy bought underestimate'
    ],
    ['north n', 'south s east west'],
    ['south', 'east west'],
    ['east e', 'west w'],
    ['northeast', 'southwest northwest southeast'],
    ['southwest', 'northwest southeast'],
    ['northwest', 'southeast'],
    ['left', 'right'],
    ['bc bce', 'ad ce'],
    ['before early earlier ago yesterday', 'after late later hence tomorrow'],
    ['am a.m', 'pm p.m'],
    ['noon', 'midnight'],
    ['time', 'percent'],
    [
      'older taller longer hotter warmer faster heavier larger bigger greater',
      'younger shorter colder cooler slower lighter smaller'
    ],
    ['clockwise', 'counterclockwise anticlockwise'],
    ['forward', 'backward back'],
    ['head', 'tail'],
    ['upward upwards inward', 'downward downwards outward'],
    ['attractive absorbed added owed', 'repulsive released removed owned'],
    ['fast', 'slow'],
    ['even', 'odd'],
    ['positive', 'negative'],
    ['rational', 'irrational'],
    ['maximum', 'minimum'],
    ['inside', 'outside'],
    ['male boy men', 'female girl women'],
    ['gewinn mehr zunahme', 'verlust weniger abnahme'],
    [
      'bénéfice hausse ganancia lucro aumento прибыль',
      'perte baisse pérdida prejuízo disminución убыток'
    ],
    ['norden nord norte север', 'süden sud sur sul юг'],
    ['osten este leste восток', 'westen ouest oeste запад'],
    ['links gauche izquierda esquerda влево', 'rechts droite derecha direita вправо'],
    ['vorher früher avant antes', 'nachher später après después depois'],
    ['oben arriba', 'unten abajo']
  ] as const
).flatMap(([one, other]) => wordsOf(one).flatMap((x) => wordsOf(other).map((y) => [x, y] as const)))
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
