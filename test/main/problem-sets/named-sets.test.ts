import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readProblems } from '../../../src/main/problem-sets/read-problems.ts'
import { temporaryFolder } from '../../helpers/run-setup.ts'

/** The sets of docs/problem-sets.md: the fields that a record of each has, with texts of our own, and the answer that it gives. */
const SETS: readonly (readonly [name: string, record: object, answer: string])[] = [
  ['GSM8K', { question: 'Two bags of 4?', answer: '2 * 4 = <<2*4=8>>8\n#### 8' }, '8'],
  [
    'MGSM',
    { question: 'Zwei Säcke zu 4?', answer: null, answer_number: 8, equation_solution: null },
    '8'
  ],
  [
    'GSM-Hard',
    { input: 'Two bags of 4000017?', code: 'def solution():\n return 8', target: 8000034 },
    '8000034'
  ],
  [
    'GSM-Plus',
    {
      question: 'Two bags of 4?',
      solution: '2*4 = 8\n#### 8',
      answer: '8',
      perturbation_type: 'numbers',
      seed_question: 'One bag?',
      seed_solution: 'x',
      seed_answer: '4'
    },
    '8'
  ],
  [
    'GSM-Symbolic',
    {
      id: 0,
      instance: 1,
      question: 'Two bags of 4?',
      answer: '8\n#### 8',
      original_id: 3,
      original_question: 'Two bags of 5?',
      original_answer: '10\n#### 10',
      canary: 'x'
    },
    '8'
  ],
  [
    'MATH',
    {
      problem: 'Halve $3$.',
      level: 'Level 2',
      type: 'Algebra',
      solution: 'So $\\boxed{\\frac32}$.'
    },
    '\\frac32'
  ],
  [
    'MATH-500',
    {
      problem: 'Halve $3$.',
      solution: 'x',
      answer: '\\frac32',
      subject: 'Algebra',
      level: 2,
      unique_id: 'a/1.json'
    },
    '\\frac32'
  ],
  ['AIME 2024', { ID: '2024-I-1', Problem: 'What is 12 + 13?', Solution: 'x', Answer: 25 }, '25'],
  ['AIME 2025', { id: '0', problem: 'What is 12 + 13?', answer: '25', solution: 'x' }, '25'],
  [
    'AIME 2026',
    { problem_idx: 1, problem: 'What is 12 + 13?', answer: 25, problem_type: ['Algebra'] },
    '25'
  ],
  ['AMC', { id: 0, problem: 'What is 12 + 13?', answer: 25.0, url: 'x' }, '25'],
  [
    'HMMT',
    { problem_idx: 2, problem: 'What is $2^3$?', answer: '$8$', problem_type: ['Algebra'] },
    '$8$'
  ],
  [
    'BRUMO',
    { problem_idx: 3, problem: 'Half of 1?', answer: '\\frac{1}{2}', problem_type: ['Algebra'] },
    '\\frac{1}{2}'
  ],
  [
    'OlympiadBench',
    {
      id: 16,
      question: 'Which $x$?',
      solution: ['First.'],
      final_answer: ['$7$'],
      context: null,
      image_1: null,
      modality: 'Text-only',
      is_multiple_answer: false,
      unit: null,
      answer_type: 'Numerical',
      error: null,
      subfield: 'Algebra',
      subject: 'Math',
      language: 'English'
    },
    '$7$'
  ],
  [
    'Omni-MATH',
    {
      domain: ['Algebra'],
      difficulty: 4.5,
      problem: 'Which $x$?',
      solution: 'x',
      answer: '7',
      source: 'own'
    },
    '7'
  ],
  [
    'Minerva',
    { problem: 'Which force?', type: 'Physics', solution: 'So \\boxed{7.2}.', idx: 0 },
    '7.2'
  ],
  [
    'LiveMathBench',
    { question: 'Which $x$?', answer: '$7$', question_type: 'A', options: [] },
    '$7$'
  ],
  [
    'IMO-AnswerBench',
    {
      'Problem ID': 'a-1',
      Problem: 'Which $x$?',
      'Short Answer': '7',
      Category: 'Algebra',
      Subcategory: 'x',
      Source: 'own'
    },
    '7'
  ],
  [
    'TheoremQA',
    { Question: 'How many ways?', Answer: '21', Answer_type: 'integer', Picture: null },
    '21'
  ],
  [
    'SciBench',
    {
      problem_text: 'Which energy?',
      answer_latex: ' 1.5',
      answer_number: '1.5',
      unit: ' $\\mathrm{eV}$',
      source: 'own',
      solution: '',
      problemid: ' 1.1 ',
      comment: ' '
    },
    '1.5'
  ],
  [
    'AQuA',
    {
      question: 'Half of 8?',
      options: ['A)3', 'B)4', 'C)5', 'D)6', 'E)7'],
      rationale: 'It is 4.',
      correct: 'B'
    },
    'B'
  ],
  [
    'MathQA',
    {
      Problem: 'half of 8 ?',
      Rationale: 'it is 4',
      options: 'a ) 3 , b ) 4 , c ) 5 , d ) 6 , e ) 7',
      correct: 'b',
      category: 'general'
    },
    'B'
  ],
  [
    'SVAMP',
    {
      ID: 'c-1',
      Body: 'Ann has 8 nuts.',
      Question: 'What is half of them?',
      Equation: '( 8.0 / 2.0 )',
      Answer: '4.0',
      Type: 'Division'
    },
    '4'
  ],
  [
    'ASDiv',
    {
      body: 'Ann has 8 nuts.',
      question: 'What is half of them?',
      answer: '4 (nuts)',
      formula: '8/2=4',
      solution_type: 'Division'
    },
    '4 (nuts)'
  ],
  [
    'MultiArith',
    { iIndex: 1, sQuestion: 'Half of 8?', lEquations: ['X=(8.0/2.0)'], lSolutions: [4.0] },
    '4'
  ],
  ['MAWPS', { input: 'Half of 8 ?', target: '4.0' }, '4'],
  [
    'TabMWP',
    {
      question: 'What do both cost?',
      choices: null,
      answer: '5',
      unit: '$',
      table_title: 'Prices',
      table: 'pen | $2\ncup | $3',
      ques_type: 'free_text',
      ans_type: 'integer_number'
    },
    '5'
  ],
  [
    'CMATH',
    { question: '8的一半是多少?', golden: '4', grade: 2, reasoning_step: 1, num_digits: 1 },
    '4'
  ],
  [
    'GAOKAO-Bench',
    {
      year: '2020',
      category: 'own',
      question: '8的一半是 (   )\nA. 3 B. 4 C. 5 D. 6',
      answer: ['B'],
      analysis: '4',
      index: 0,
      score: 5
    },
    'B'
  ],
  [
    'AGIEval',
    {
      passage: null,
      question: 'Half of 8?',
      options: ['(A)3', '(B)4', '(C)5', '(D)6'],
      label: 'B',
      answer: null
    },
    'B'
  ],
  [
    'MMLU',
    {
      question: 'Half of 8?',
      subject: 'own',
      choices: ['three', 'four', 'five', 'none'],
      answer: 1
    },
    'B'
  ],
  [
    'MMLU-Pro',
    {
      question_id: 1,
      question: 'Half of 8?',
      options: ['3', '4', '5', '6', '7'],
      answer: 'B',
      answer_index: 1,
      cot_content: '',
      category: 'math',
      src: 'own'
    },
    'B'
  ],
  [
    'GPQA',
    {
      Question: 'Half of 8?',
      'Correct Answer': '4',
      'Incorrect Answer 1': '3',
      'Incorrect Answer 2': '5',
      'Incorrect Answer 3': '6'
    },
    '4'
  ],
  [
    'ARC',
    {
      id: 'x1',
      question: 'Half of 8?',
      choices: { text: ['3', '4', '5', '6'], label: ['A', 'B', 'C', 'D'] },
      answerKey: 'B'
    },
    'B'
  ],
  ['BIG-bench', { input: 'Half of 8?', target_scores: { '3': 0, '4': 1, '5': 0 } }, 'B'],
  ['BIG-bench hard', { input: 'Half of 8?\nOptions:\n(A) 3\n(B) 4', target: '(B)' }, '(B)'],
  [
    'HellaSwag',
    {
      ind: 1,
      ctx: 'She halves 8 and',
      endings: ['gets 3', 'gets 4', 'gets 5', 'gets 6'],
      label: '0'
    },
    'A'
  ],
  [
    'WinoGrande',
    { sentence: 'Ann paid Ben since _ had worked.', option1: 'Ann', option2: 'Ben', answer: '2' },
    'B'
  ],
  [
    'Social IQa',
    {
      context: 'Ann thanked Ben.',
      question: 'Why?',
      answerA: 'he helped',
      answerB: 'he slept',
      answerC: 'he left',
      label: '3'
    },
    'C'
  ],
  [
    'CARP',
    { content: 'Half of $8$?', answer: '$4$', data_id: 1, knowledge_points: 'own', split: 'train' },
    '$4$'
  ],
  [
    'PHYBench',
    { id: 1, tag: 'MECHANICS', content: 'Which speed?', solution: 'x', answer: '\\boxed{v_0/2}' },
    'v_0/2'
  ],
  [
    'U-MATH',
    {
      uuid: 'u1',
      subject: 'algebra',
      has_image: false,
      image: null,
      problem_statement: 'Half of 8?',
      golden_answer: '4'
    },
    '4'
  ],
  [
    'NuminaMath',
    {
      source: 'own',
      problem: 'Half of 8?',
      solution: 'So \\boxed{4}.',
      messages: [
        { role: 'user', content: 'Half of 8?' },
        { role: 'assistant', content: 'So \\boxed{4}.' }
      ]
    },
    '4'
  ],
  [
    'OpenR1',
    {
      problem: 'Half of 8?',
      solution: 'x',
      answer: '4',
      problem_type: 'Algebra',
      question_type: 'math-word-problem',
      uuid: 'u',
      generations: ['x']
    },
    '4'
  ],
  [
    'Big-Math',
    {
      problem: 'Half of 8?',
      answer: '4',
      source: 'own',
      domain: ['Algebra'],
      llama8b_solve_rate: 0.5
    },
    '4'
  ],
  [
    'DeepMath',
    { question: 'Half of 8?', final_answer: '4', difficulty: 3, topic: 'own', r1_solution_1: 'x' },
    '4'
  ],
  [
    'verl',
    {
      data_source: 'own',
      prompt: [{ role: 'user', content: 'Half of 8?' }],
      ability: 'math',
      reward_model: { ground_truth: '4', style: 'rule' },
      extra_info: { index: 0, split: 'train' }
    },
    '4'
  ],
  [
    'DAPO',
    {
      data_source: 'own',
      prompt: [{ role: 'user', content: 'Half of 8?' }],
      reward_model: { ground_truth: '4', style: 'rule-lighteval/MATH_v2' },
      extra_info: { index: 'a-1' }
    },
    '4'
  ],
  [
    'Skywork',
    { prompt: [{ role: 'user', content: 'Half of 8?' }], reward_model: { ground_truth: '["4"]' } },
    '4'
  ],
  ['PIQA', { goal: 'How are 8 halved?', sol1: 'by 2', sol2: 'by 3', label: 0 }, 'A'],
  ['messages', { messages: [{ role: 'user', content: 'Half of 8?' }], answer: '4' }, '4'],
  ['ShareGPT', { conversations: [{ from: 'human', value: 'Half of 8?' }], answer: '4' }, '4'],
  ['OpenAI evals', { input: [{ role: 'user', content: 'Half of 8?' }], ideal: '4' }, '4'],
  [
    'promptfoo',
    { vars: { question: 'Half of 8?' }, assert: [{ type: 'equals', value: '4' }] },
    '4'
  ],
  ['Inspect', { input: 'Half of 8?', target: '4' }, '4']
]

it.each(SETS)('%s is imported with its problem and its answer', async (_, record, answer) => {
  const file = join(temporaryFolder(), 'set.json')
  writeFileSync(file, JSON.stringify([record]))
  const { problems } = await readProblems(file)
  expect(problems).toHaveLength(1)
  const [problem] = problems
  expect(problem!.text).toMatch(/[?.?_(]|and$/)
  expect(problem!.answer).toBe(answer)
})
