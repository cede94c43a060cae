import type { Expression } from '../notation/expression.ts'
import { literal, operation } from '../notation/make-expression.ts'

/** What a unit measures, and how many of the base unit it is. */
export interface UnitSize {
  readonly dimension: string
  /** Exactly. */
  readonly size: Expression
  /** The size as a double, for what only asks which unit is larger. */
  readonly roughly: number
}

interface MetricUnit {
  readonly dimension: string
  /** Of the base unit; a kilogram is the base of mass. */
  readonly size?: string
  /** Symbols, in which upper and lower case differ. */
  readonly symbols: string
  /** Names in the singular; an s makes the plural. */
  readonly names: string
}

type Prefix = readonly [symbol: string, name: string, times: string, over: string]

const noPrefix: Prefix = ['', '', '1', '1']
/** Symbol, name and size of the prefixes that answers use. */
const prefixes: readonly Prefix[] = [
  ['T', 'tera', '1e12', '1'],
  ['G', 'giga', '1e9', '1'],
  ['M', 'mega', '1e6', '1'],
  ['k', 'kilo', '1000', '1'],
  ['h', 'hecto', '100', '1'],
  ['d', 'deci', '1', '10'],
  ['c', 'centi', '1', '100'],
  ['m', 'milli', '1', '1000'],
  ['μ', 'micro', '1', '1e6'],
  ['n', 'nano', '1', '1e9'],
  ['p', 'pico', '1', '1e12'],
  ['f', 'femto', '1', '1e15']
]

const metric: readonly MetricUnit[] = [
  { dimension: 'length', symbols: 'm', names: 'meter metre' },
  { dimension: 'time', symbols: 's', names: 'second' },
  { dimension: 'mass', size: '0.001', symbols: 'g', names: 'gram gramme' },
  { dimension: 'volume', symbols: 'l L', names: 'liter litre' },
  { dimension: 'force', symbols: 'N', names: 'newton' },
  { dimension: 'energy', symbols: 'J', names: 'joule' },
  { dimension: 'energy', size: '4.184', symbols: 'cal', names: 'calorie' },
  { dimension: 'energy', size: '3600', symbols: 'Wh', names: 'watt-hour' },
  { dimension: 'electronvolts', symbols: 'eV', names: 'electronvolt' },
  { dimension: 'power', symbols: 'W', names: 'watt' },
  { dimension: 'frequency', symbols: 'Hz', names: 'hertz' },
  { dimension: 'pressure', symbols: 'Pa', names: 'pascal' },
  { dimension: 'pressure', size: '100000', symbols: 'bar', names: '' },
  { dimension: 'current', symbols: 'A', names: 'ampere amp' },
  { dimension: 'voltage', symbols: 'V', names: 'volt' },
  { dimension: 'charge', symbols: 'C', names: 'coulomb' },
  { dimension: 'resistance', symbols: 'Ω', names: 'ohm' },
  { dimension: 'capacitance', symbols: 'F', names: 'farad' },
  { dimension: 'field', symbols: 'T', names: 'tesla' },
  { dimension: 'flux', symbols: 'Wb', names: 'weber' },
  { dimension: 'temperature', symbols: 'K', names: 'kelvin' },
  { dimension: 'amount', symbols: 'mol', names: 'mole' },
  { dimension: 'activity', symbols: 'Bq', names: 'becquerel' },
  { dimension: 'dose', symbols: 'Sv', names: 'sievert' },
  { dimension: 'bytes', symbols: 'B', names: 'byte' },
  { dimension: 'bytes', size: '0.125', symbols: '', names: 'bit' }
]

/** Units without prefixes, and every unit's spellings in which case says nothing. */
const others: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  length: {
    '1': '米',
    '0.01': 'cm 厘米',
    '0.001': 'mm 毫米',
    '0.1': 'dm 分米',
    '1000': 'km 千米 公里',
    '0.0254': 'in inch inches',
    '0.3048': 'ft foot feet',
    '0.9144': 'yd yard yards',
    '1609.344': 'mi mile miles'
  },
  time: {
    '1': 'sec secs 秒',
    '60': 'min mins minute minutes 分钟 分',
    '3600': 'h hr hrs hour hours 小时 时',
    '86400': 'day days 天',
    '604800': 'week weeks wk wks',
    '1209600': 'fortnight fortnights',
    '2629746': 'month months',
    '31556952': 'year years yr yrs',
    '315569520': 'decade decades',
    '3155695200': 'century centuries'
  },
  mass: {
    '0.001': '克',
    '1': 'kg 千克 公斤',
    '0.45359237': 'lb lbs pound pounds',
    '0.028349523125': 'oz ounce ounces',
    '1000': 'ton tons tonne tonnes 吨'
  },
  volume: {
    '1': '升',
    '0.001': 'ml 毫升',
    '3.785411784': 'gallon gallons gal',
    '0.946352946': 'quart quarts qt',
    '0.473176473': 'pint pints pt',
    '0.2365882365': 'cup cups'
  },
  area: { '10000': 'hectare hectares', '4046.8564224': 'acre acres' },
  money: { '1': 'dollar dollars usd', '0.01': 'cent cents' },
  euro: { '1': 'euro euros eur' },
  sterling: { '1': 'sterling gbp' },
  yen: { '1': 'yen jpy' },
  yuan: { '1': 'yuan rmb cny 元 块', '0.1': '角 毛' },
  rupee: { '1': 'rupee rupees inr' },
  won: { '1': 'won' },
  rouble: { '1': 'rouble roubles ruble rubles' },
  celsius: { '1': 'celsius' },
  fahrenheit: { '1': 'fahrenheit' },
  'length/time': { '0.44704': 'mph' },
  pressure: { '101325': 'atm atmosphere atmospheres', '133.322387415': 'mmhg' },
  frequency: { '1': 'hz' },
  energy: { '1': 'j', '1000': 'kj', '3600000': 'kwh' },
  power: { '1000': 'kw' },
  resistance: { '1000': 'kilohm kilohms', '1e6': 'megohm megohms' },
  bytes: { '1000': 'kb', '1e6': 'mb', '1e9': 'gb', '1e12': 'tb' },
  angle: { '1': 'rad radian radians' }
}

/** By their exact spelling, in which `mW` and `MW` differ. */
const symbols = new Map<string, UnitSize>()
/** By their spelling in lower case. */
const words = new Map<string, UnitSize>()

function sized(dimension: string, of: string, times = '1', over = '1'): UnitSize {
  const factors = [of, times].filter((factor) => factor !== '1').map(literal)
  const [first = literal('1'), second] = factors
  const product = second ? operation('*', first, second) : first
  return {
    dimension,
    size: over === '1' ? product : operation('/', product, literal(over)),
    roughly: (Number(of) * Number(times)) / Number(over)
  }
}

for (const [dimension, sizes] of Object.entries(others)) {
  for (const [size, names] of Object.entries(sizes)) {
    for (const name of names.split(' ')) words.set(name, sized(dimension, size))
  }
}
for (const name of ['kph', 'kmh']) words.set(name, sized('length/time', '1', '1000', '3600'))
// Megabits, in the case that tells them from megabytes.
for (const [letter, times] of Object.entries({ K: '1000', M: '1e6', G: '1e9', T: '1e12' })) {
  symbols.set(`${letter}b`, sized('bytes', '0.125', times))
}

for (const unit of metric) {
  for (const [symbol, name, times, over] of [noPrefix, ...prefixes]) {
    const size = sized(unit.dimension, unit.size ?? '1', times, over)
    for (const of of unit.symbols.split(' ').filter(Boolean)) symbols.set(symbol + of, size)
    for (const of of unit.names.split(' ').filter(Boolean)) {
      for (const spelling of [of, `${of}s`]) words.set(name + spelling, size)
    }
  }
}

/** The size of the unit that a word or symbol names; null where it is not known. */
export function unitSize(name: string): UnitSize | null {
  return symbols.get(name) ?? words.get(name.toLowerCase()) ?? null
}
