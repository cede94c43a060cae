import { describe, expect, test } from 'vitest'
import { equivalent } from '../../../src/core/answers/equivalent.ts'
import { judge } from '../../../src/core/answers/judge.ts'

function equality(a: string, b: string): string {
  const forth = equivalent(a, b).equality
  expect(equivalent(b, a).equality, 'the other way round').toBe(forth)
  return forth
}

const same: Record<string, readonly (readonly [string, string])[]> = {
  'a mixed number binds tighter than sign, percent, degree and product': [
    ['-3\\frac14', '-13/4'],
    ['-3 1/4', '-3.25'],
    ['62\\frac12\\%', '0.625'],
    ['3\\frac12^\\circ', '3.5^\\circ'],
    ['6\\times 1\\frac12', '9'],
    ['(-1\\frac12, 4)', '(-1.5, 4)'],
    ['x<-1\\frac12', 'x<-1.5'],
    ['3 and 1/4', '3.25'],
    ['5 1/2 cm', '5.5 centimeters']
  ],
  'a scale word multiplies': [
    ['7 million', '7000000'],
    ['2.5 thousand dollars', '\\$2500'],
    ['3 dozen eggs', '36'],
    ['7 tenths', '0.7'],
    ['forty-six', '46'],
    ['two hundred and five', '205'],
    ['three quarters', '3/4'],
    ['two and a half', '2.5'],
    ['3万', '30000']
  ],
  'one measure in two units': [
    ['1 hour 45 minutes', '105 minutes'],
    ['6 feet 2 inches', '74 inches'],
    ['3 kg 250 g', '3.25 kg']
  ],
  'a time of day without its half': [['9:40 AM', '9:40']],
  'a condition on a parameter': [
    ['x = 2k\\pi, k\\in\\mathbb{Z}', 'x=2k\\pi'],
    ['3^m, m\\ge1', '3^m'],
    ['q^3, q \\text{ prime}', 'q^3'],
    ['m^2+m (m\\ge 3)', 'm^2+m'],
    ['g(x)=ax, a\\in\\mathbb{R}', 'g(x)=ax'],
    ['k\\pi, k \\text{ an integer}', 'k\\pi \\quad (k \\in \\mathbb{Z})']
  ],
  'what stands in brackets behind a value': [
    ['14 (pencils)', '14'],
    ['20 (square meters)', '20'],
    ['3/4 (or 0.75)', '0.75'],
    ['3/4 (= 0.75)', '3/4']
  ],
  'printed by a program': [
    ["['81']", '81'],
    ['["3", "4"]', '4, 3'],
    ["'9'", '9'],
    ['{"answer": "8"}', '8'],
    ['[[5, 6], [7, 8]]', '\\begin{pmatrix}5&6\\\\7&8\\end{pmatrix}'],
    ['Rational(3, 4)', '0.75'],
    ['**8**', '8']
  ],
  'repeating decimals': [
    ['0.\\overline{45}', '5/11'],
    ['0.1\\overline{6}', '1/6'],
    ['0.(7)', '7/9'],
    ['0.8(3)', '5/6'],
    ['0.\\dot{4}', '4/9'],
    ['0.666...', '2/3']
  ],
  'names in other countries': [
    ['\\operatorname{tg} 2', '\\tan 2'],
    ['\\operatorname{arctg} 3', '\\arctan 3'],
    ['\\lg 1000', '3'],
    ['C_7^3', '35'],
    ['C^3_7', '35'],
    ['{7 \\choose 3}', '35'],
    ['_{7}C_3', '35'],
    ['A_4^2', '12'],
    ['{3 \\over 4}', '0.75']
  ],
  'styles and spelling': [
    ['\\color{blue}{12}', '12'],
    ['{\\large 12}', '12'],
    ['\\mbox{12 cm}', '12'],
    ['4 x 10^5', '400000'],
    ['７', '7'],
    ['x=1或x=4', 'x=4或x=1'],
    ['12元', '12'],
    ['6米', '6 m'],
    ['7th', '7'],
    ['\frac{1}{3}', '1/3'],
    ['\beta-2', '\\beta-2']
  ],
  'nothing solves it': [
    ['\\text{no solutions}', '\\emptyset'],
    ['There is no real solution', 'none'],
    ['无解', 'no solution'],
    ['DNE', 'does not exist']
  ],
  'what is counted, in short words': [
    ['14 men', '14'],
    ['3 big dogs', '3'],
    ['8 red pens', '8'],
    ['1 egg', '1']
  ],
  'forms of school': [
    ['4 tens', '40'],
    ['negative 8', '-8'],
    ['minus six', '-6'],
    ['negative one half', '-1/2'],
    ['2101 base 3', '2101_3'],
    ['17 R 4', '17 remainder 4'],
    ['17 r 4', '17 with a remainder of 4'],
    ["12°30'", '12.5°'],
    ["7^{\\circ}15^{\\prime}18''", '7.255^\\circ']
  ],
  'operations in words': [
    ['y minus 8', 'y-8'],
    ['eight less than y', 'y-8'],
    ['thrice m plus one', '3m+1'],
    ['half of n', '\\frac{n}{2}'],
    ['a fifth of n', 'n/5'],
    ['pi over six', '\\frac{\\pi}{6}'],
    ['k to the seventh power', 'k^7'],
    ['the square root of eleven', '\\sqrt{11}'],
    ['3 times the cube root of 2', '3\\sqrt[3]{2}'],
    ['the product of p and q', 'pq'],
    ['t is at least 12', 't \\ge 12'],
    ['six plus or minus two', '6 \\pm 2'],
    ['two thirds of 12', '8'],
    ['4 times a week', '4'],
    ['minus two point seven five', '-2.75'],
    ['negative thirty-five', '-35'],
    ['(negative 4, 9)', '(-4, 9)']
  ],
  'Roman numerals': [
    ['XXVII', '27'],
    ['\\text{MCMLXIX}', '1969'],
    ['Ⅷ', '8'],
    ['CD', 'DC']
  ],
  'residues of one class': [
    ['m \\equiv 9 \\pmod{7}', 'm \\equiv 2 \\pmod 7'],
    ['m \\equiv -3 \\pmod{10}', 'm \\equiv 7 \\pmod{10}']
  ],
  'the constant of an integral': [
    ['\\sin t - C', '\\sin t + C'],
    ['C - x^3', '-x^3 + K']
  ],
  'units behind measured numbers': [
    ['3.2 \\times 10^{-19} C', '3.2e-19'],
    ['10^{-6} F', '1 μF'],
    ['0.25 T', '250 mT'],
    ['\\text{9 m}', '9 \\text{ metres}']
  ],
  'forms of one answer': [
    ['\\sin x+C', '\\sin x+c'],
    ['\\langle 3,-1\\rangle', '3\\hat{i}-\\hat{j}'],
    ['p:q=3:5', '\\frac{p}{q}=\\frac{3}{5}'],
    ['x_1=4, x_2=-1', 'x_1=-1, x_2=4'],
    ['all odd $m$', 'm \\text{ odd}'],
    ['all real numbers', '\\mathbb{R}'],
    ['B. 3+i', '3+i']
  ]
}

const apart: Record<string, readonly (readonly [string, string])[]> = {
  'a mixed number is no difference and no product': [
    ['-3\\frac14', '-11/4'],
    ['12\\frac12\\%', '6\\%'],
    ['4\\times 1\\frac12', '2'],
    ['-1 1/2', '-1/2']
  ],
  'a quotient with a remainder is no product': [
    ['17 R 4', '4 R 17'],
    ['17 r 4', '68'],
    ['17 R 4', '17']
  ],
  'letters and words, for all that they look alike': [
    ['14 men', '15 men'],
    ['4 tens', '4'],
    ['negative 8', '8'],
    ['2101 base 3', '2101'],
    ["12°30'", '12.3°'],
    ['\\sin 20^\\circ', '\\sin 20']
  ],
  'operations in words are not their numbers': [
    ['y minus 8', '8-y'],
    ['5 squared', '5'],
    ['twice n', 'n'],
    ['4 over pi', 'pi over 4'],
    ['t is more than 12', 't \\ge 12'],
    ['negative thirty-five', '35'],
    ['5 times', '5 percent'],
    ['20% of 60', '20%']
  ],
  'Roman numerals, letters and segments': [
    ['IV', 'VI'],
    ['XL', 'LX'],
    ['X', '10'],
    ['IC', '99'],
    ['xii', '12']
  ],
  'residues of other classes': [
    ['m \\equiv 9 \\pmod{7}', 'm \\equiv 3 \\pmod 7'],
    ['m \\equiv 9 \\pmod{7}', 'k \\equiv 2 \\pmod 7'],
    ['m \\equiv 9 \\pmod{7}', 'm \\equiv 2 \\pmod{14}']
  ],
  'capitals that are no constant of an integral': [
    ['A + B - C', 'A + B + C'],
    ['\\pi - C', '\\pi + C'],
    ['x - c', 'x + c'],
    ['2C', '2'],
    ['7T', '7'],
    ['7 T', '7']
  ],
  'a word that changes the value is no unit': [
    ['7', '7 million'],
    ['7 thousand', '7 million'],
    ['3 dozen', '3'],
    ['9:40 AM', '9:40 PM'],
    ['12 noon', '12 midnight'],
    ['6\\text{ gain}', '6\\text{ drop}'],
    ['4\\text{ miles north}', '4\\text{ miles south}'],
    ['\\$5 \\text{ million}', '5'],
    ['$6$ thousand', '6'],
    ['€5', '£5'],
    ['20^\\circ C', '20^\\circ F']
  ],
  'memberships and relations keep both sides': [
    ['4\\in B', '6\\in B'],
    ['(2,5)\\in R', '(5,2)\\in R'],
    ['4\\in B', '4\\notin B'],
    ['A\\subset B', 'B\\subset A']
  ],
  'conditions that exclude each other': [
    ['2^m, m\\ge 1', '2^m, m\\le 1'],
    ['1 \\text{ if } n \\text{ is even}', '1 \\text{ if } n \\text{ is odd}'],
    ['x^2+y^2=4, y>0', 'x^2+y^2=4']
  ],
  'a list is not one of its values': [
    ['2 (or 3)', '2'],
    ['1, 1', '1'],
    ["['2', '5']", '2']
  ]
}

describe.each(Object.entries(same))('%s', (_, pairs) => {
  test.each(pairs)('%s is %s', (a, b) => {
    expect(equality(a, b)).toBe('equal')
  })
})

describe.each(Object.entries(apart))('%s', (_, pairs) => {
  test.each(pairs)('%s is not %s', (a, b) => {
    expect(equality(a, b)).not.toBe('equal')
  })
})

describe('an output to a problem with options', () => {
  const choices = ['3', '6', '9', 'none of these']
  test.each([
    [
      'the letter that is stated, not the last one',
      'The correct answer is (B). Option C forgets a factor.',
      'B'
    ],
    ['what is left', 'It cannot be option A; it must be C.', 'C'],
    ['no article and no variable', 'Choose a point and let a = 3. We pick a value. So B.', 'B'],
    ['not a supposed letter', 'Answer: C. If you picked option A, you forgot the sign.', 'C'],
    ['a dressed letter', '\\boxed{\\textbf{(B)}\\ 6}', 'B'],
    ['the value of an option', '\\boxed{9.0}', 'C'],
    [
      'the letter in words where the box is a step',
      'With \\boxed{t^2 = 5} we see: the answer is A.',
      'A'
    ],
    ['none of these', 'So none of the above is right.', 'D'],
    ['in Chinese', '故选：C。A项错误。', 'C'],
    ['what is right, beside what is not', '所以选项B正确，选项D错误。', 'B'],
    ['one rather than another', 'A rather than C fits the figure.', 'A'],
    ['the one that is not ruled out', 'We can rule out (A), (C), and (D).', 'B'],
    ['the one that others leave', 'A and B are impossible. D cannot be, we exclude D.', 'C']
  ])('settles on %s', (_, pred, letter) => {
    for (const gold of 'ABCD') {
      const { equality } = judge({ kind: 'extract', gold, pred, choices })
      expect(equality === 'equal', `gold ${gold}`).toBe(gold === letter)
    }
  })

  test.each([
    'The answer is a secret.',
    'I am unsure about A and B.',
    'We can rule out A and D.',
    'We can rule out A, B, C and D.',
    'The options A, B, C remain.'
  ])('%s settles on nothing', (pred) => {
    for (const gold of 'ABCD') {
      expect(judge({ kind: 'extract', gold, pred, choices }).equality).not.toBe('equal')
    }
  })

  test('options carry their own labels', () => {
    const labelled = ['B) 10', 'A) 20']
    const judged = judge({ kind: 'extract', gold: 'A', pred: '\\boxed{20}', choices: labelled })
    expect(judged.equality).toBe('equal')
  })
})

describe('the answer that an output states', () => {
  test.each([
    ['The answer is 31, not 35.', '31'],
    ['The answer is 31 rather than 35.', '31'],
    ['The final answer is therefore 31.', '31'],
    ['The answer is 31 since 62/2 = 31.', '31'],
    ['Answer: 31 (from 30 + 1)', '31'],
    ['The answer is 31!', '31'],
    ['**Step 2:** 30 + 1 = 31 clips', '31'],
    ['The total is **31** clips.\n\n**Check (2 ways):** 30 + 1.', '31'],
    ['It is \\boxed{31}. I used \\boxed as asked.', '31'],
    ['Then $x = \\boxed{3}$ and $y = \\boxed{1}$.', 'y=1, x=3'],
    ['So $(x,y) = (\\boxed{3}, \\boxed{1})$.', '(3,1)'],
    ['\\boxed{\\text{The answer is 31}}', '31'],
    ['#### Answer: 31', '31'],
    ['30 + 1\n#### 31\n\nQuestion: what next?\n#### 7', '31'],
    ['A: 31\n\nQ: what is next?\nA: 7', '31'],
    ['The answer is 31 chairs in 4 rows.', '31'],
    ['The answer is 31 (4 rows and 3 more).', '31'],
    ['The answer is 31 million people.', '31000000'],
    ['The answer is 3 hours and 20 minutes.', '200 minutes'],
    ['The answer is 3 1/4 cups of sugar.', '3.25'],
    ['The answer is 4:20 in the afternoon.', '4:20 PM'],
    ['The answer is the square root of 31.', '\\sqrt{31}'],
    ['The answer is that the 5 boys have 31 ways.', '31'],
    ['So 31 is the answer, since 30 plus 1 is.', '31'],
    ['Die Antwort lautet 31, nicht 13.', '31'],
    ['Hence $x = \\boxed{3}$, and therefore $y = \\boxed{1}$.', 'x=3, y=1'],
    ['\\boxed{31 \\checkmark}', '31']
  ])('%s', (pred, gold) => {
    expect(judge({ kind: 'extract', gold, pred }).equality).toBe('equal')
  })

  test.each([
    ['The answer is 31 chairs in 4 rows.', '4'],
    ['The answer is 31 (4 rows and 3 more).', '3'],
    ['The answer is 31 million people.', '31'],
    ['The answer is 3 hours and 20 minutes.', '20'],
    ['The answer is 3 1/4 cups of sugar.', '1/4'],
    ['The answer is 4:20 in the afternoon.', '20'],
    ['The answer is the square root of 31.', '31'],
    ['The answer is 3 divided by 31.', '31'],
    ['The answer is less than 31 of them.', '31'],
    ['The answer is 3 out of 31 people.', '31'],
    ['The answer is 20% of the 31 pupils.', '31'],
    ['So 31 is the answer, since 30 plus 1 is.', '1'],
    ['Die Antwort lautet 31, nicht 13.', '13']
  ])('%s does not state %s', (pred, gold) => {
    expect(judge({ kind: 'extract', gold, pred }).equality).not.toBe('equal')
  })

  test('thinking that never ended answers nothing', () => {
    const pred = '<think>It may be \\boxed{31}, but'
    expect(judge({ kind: 'extract', gold: '31', pred }).equality).toBe('different')
  })

  test('a gold solution is read for its answer', () => {
    const gold = 'Choose a side of 5. Then 5 * 5 = 25.\n#### 25'
    expect(judge({ kind: 'extract', gold, pred: '\\boxed{25}' }).equality).toBe('equal')
  })
})
