import { readFileSync } from 'node:fs'

function lines(...records: object[]): string {
  return records.map((record) => JSON.stringify(record)).join('\n') + '\n'
}

function fixture(name: string): Buffer {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url))
}

/** A small file of every shape that real files have, with the answers that must come out. Written for these tests. */
export const SHAPES: readonly {
  readonly name: string
  readonly content: string | Buffer
  readonly answers: readonly (string | undefined)[]
}[] = [
  {
    name: 'GSM8K: the answer behind the last ####',
    content: lines(
      { question: 'Two bags of 24 nuts?', answer: 'Add: 24+24=<<24+24=48>>48.\n#### 48' },
      { question: 'A house and a half?', answer: 'Step #### 1\nThen 70,000.\n#### 70,000' },
      { question: 'Owe 5?', answer: 'Below zero.\n#### -5' }
    ),
    answers: ['48', '70000', '-5']
  },
  {
    name: 'MATH-500: LaTeX answers, subject, level, unique_id',
    content: lines(
      {
        problem: 'Halve $3$.',
        solution: 'So $\\boxed{\\frac32}$.',
        answer: '\\frac{3}{2}',
        subject: 'Algebra',
        level: 2,
        unique_id: 'test/algebra/1.json'
      },
      {
        problem: 'Root of 8?',
        solution: '',
        answer: '2\\sqrt{2}',
        subject: 'Algebra',
        level: 1,
        unique_id: 'test/algebra/2.json'
      }
    ),
    answers: ['\\frac{3}{2}', '2\\sqrt{2}']
  },
  {
    name: 'MATH: the last box of the solution, "Level 3"',
    content: lines({
      problem: 'Sum of 1 and 2?',
      level: 'Level 3',
      type: 'Prealgebra',
      solution: 'Not \\boxed{2} but \\boxed{\\frac{6}{2}}.',
      idx: 7
    }),
    answers: ['\\frac{6}{2}']
  },
  {
    name: 'MATH-500 as a JSON array with fractional difficulties',
    content: JSON.stringify(
      [
        { problem: 'Say "[1, {2}]".', answer: '[1,2)', difficulty: 2.5, unique_id: 'a' },
        { problem: 'And 3?', answer: '3', difficulty: 7, unique_id: 'b' }
      ],
      null,
      2
    ),
    answers: ['[1,2)', '3']
  },
  {
    name: 'MATH-500 by columns',
    content: JSON.stringify({
      problem: { 0: 'One?', 1: 'Two?' },
      expected_answer: { 0: '1', 1: '2' },
      id: { 0: 'x', 1: 'y' }
    }),
    answers: ['1', '2']
  },
  {
    name: 'by columns, as lists, over several lines',
    content: JSON.stringify({ question: ['One?', 'Two?'], answer: [1, 2] }, null, 1),
    answers: ['1', '2']
  },
  {
    name: 'AIME: zero-padded answers and numeric ids',
    content: lines(
      { id: 60, problem: 'A?', solution: '', answer: '025', url: 'x', year: '2024' },
      { id: 61, problem: 'B?', solution: '', answer: '000', url: 'x', year: '2024' }
    ),
    answers: ['25', '0']
  },
  {
    name: 'AIME with capital field names',
    content: lines({ ID: '2024-I-1', Problem: 'A?', Solution: 'S', Answer: 204 }),
    answers: ['204']
  },
  {
    name: 'AIME with floats for integers',
    content: lines({
      id: 'aime24-0',
      problem: 'A?',
      expected_answer: '70.0',
      reference_solution: 'S'
    }),
    answers: ['70']
  },
  {
    name: 'a chat template around the problem, the answer in the reference solution',
    content: lines({
      prompt:
        '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHow many?\n' +
        'Please reason step by step, and put your final answer within \\boxed{}.<|im_end|>\n' +
        '<|im_start|>assistant\n',
      reference_solution: '\\boxed{70}\n#### 70'
    }),
    answers: ['70']
  },
  {
    name: 'LiveMathBench: answers between dollars, empty options',
    content: lines(
      { question: 'A?', options: [], answer: '$2$', question_type: 'problem-solving' },
      { question: 'B?', options: ['1', '2'], answer: 'B', question_type: 'choice' }
    ),
    answers: ['$2$', 'B']
  },
  {
    name: 'OlympiadBench: lists of one, a tolerance called error',
    content: lines(
      {
        id: 1606,
        question: 'A?',
        solution: ['First.', 'Second.'],
        final_answer: ['$1,2$'],
        is_multiple_answer: true,
        answer_type: 'Numerical',
        unit: null,
        error: null,
        subfield: 'Algebra',
        subject: 'Math'
      },
      { id: 1607, question: 'B?', solution: ['S.'], final_answer: ['7.5'], error: '1e-1' }
    ),
    answers: ['$1,2$', '7.5']
  },
  {
    name: 'Minerva: the answer only in the box',
    content: lines({ problem: 'A?', solution: 'About \\boxed{4.5e33} erg.' }),
    answers: ['4.5e33']
  },
  {
    name: 'Inspect: input and target',
    content: lines({ input: 'A?', target: '7', id: 'a', metadata: { level: 3 } }),
    answers: ['7']
  },
  {
    name: 'CSV with byte order mark, CRLF, quoted fields and an empty line',
    content:
      '\uFEFFid,Question,Answer\r\n1,"Say ""hi"",\r\ntwice",025\r\n\r\n2,Plain?,"\\frac{1}{2}"\r\n',
    answers: ['25', '\\frac{1}{2}']
  },
  {
    name: 'CSV with semicolons and no final newline',
    content: 'question;answer\nHow many, in all?;3',
    answers: ['3']
  },
  {
    name: 'Parquet with two row groups',
    content: fixture('text-answers.snappy.parquet'),
    answers: ['4', '\\frac{3}{2}', '12']
  },
  {
    name: 'Parquet compressed with zstd',
    content: fixture('text-answers.zstd.parquet'),
    answers: ['4', '\\frac{3}{2}', '12']
  },
  {
    name: 'Parquet with float answers',
    content: fixture('float-answers.snappy.parquet'),
    answers: ['70', '0.25']
  },
  {
    name: 'Parquet with an answer beyond 2^53',
    content: fixture('large-integer.snappy.parquet'),
    answers: ['1152921504606846977']
  },
  {
    name: 'empty lines, a byte order mark and no final newline in JSON Lines',
    content: '\uFEFF\n\n{"problem":"A?","answer":"1"}\r\n\r\n{"problem":"B?"}',
    answers: ['1', undefined]
  },
  {
    name: 'chat messages with the answer in a field of its own',
    content: lines({
      prompt: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'A?' }
      ],
      ground_truth: 12345678901234567890n.toString()
    }).replace(/"(\d{20})"/, '$1'),
    answers: ['12345678901234567890']
  },
  {
    name: 'a list of problems beside its description',
    content: JSON.stringify({ name: 'Mine', problems: [{ text: 'A?', answer: '1' }] }),
    answers: ['1']
  },
  {
    name: 'a struct of a set for reinforcement learning, with a prompt of messages',
    content: lines({
      prompt: [
        {
          role: 'user',
          content:
            'Solve the problem step by step.\n\nHalf of 18?\n\nRemember to put your answer after "Answer:".'
        }
      ],
      reward_model: { ground_truth: '["9"]', style: 'rule' },
      extra_info: { index: 0, split: 'train' }
    }),
    answers: ['9']
  },
  {
    name: 'rows of a page of a data set',
    content: JSON.stringify({
      features: [{ name: 'question' }],
      rows: [{ row_idx: 0, row: { question: 'One?', final_answer: 1 }, truncated_cells: [] }]
    }),
    answers: ['1']
  },
  {
    name: 'rows by their ids',
    content: JSON.stringify({
      q7: { question: 'One?', answer: '1' },
      q8: { question: 'Two?', answer: '2' }
    }),
    answers: ['1', '2']
  },
  {
    name: 'the parts that pandas calls "split"',
    content: JSON.stringify({
      columns: ['question', 'answer'],
      index: [0, 1],
      data: [
        ['One?', 1],
        ['Two?', 2]
      ]
    }),
    answers: ['1', '2']
  },
  {
    name: 'a list under a name of its own',
    content: JSON.stringify({ keywords: 'x', exercises: [{ exercise: 'One?', answer: ['1'] }] }),
    answers: ['1']
  },
  {
    name: 'a conversation with its reply, of either shape',
    content: lines(
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'One?' },
          { role: 'assistant', content: 'It is \\boxed{1}.' }
        ]
      },
      {
        messages: [
          { from: 'human', value: 'Two?' },
          { from: 'gpt', value: '2' }
        ]
      }
    ),
    answers: ['1', '2']
  },
  {
    name: 'Python words: NaN and Infinity',
    content: '{"problem":"One?","answer":NaN}\n{"problem":"Say \\"NaN\\"","answer":Infinity}\n',
    answers: [undefined, '\\infty']
  },
  {
    name: 'the place of an option, from 0',
    content: lines(
      { question: 'Which flies?', choices: ['hen', 'owl', 'cow'], answer: 1 },
      { question: 'Which swims?', choices: ['carp', 'owl', 'cow'], answer: 0 }
    ),
    answers: ['B', 'A']
  },
  {
    name: 'the place of an option, from 1, as text',
    content:
      'sentence,option1,option2,option3,answer\nWhich flies?,hen,cow,owl,3\nWhich swims?,carp,owl,cow,1\n',
    answers: ['C', 'A']
  },
  {
    name: 'options with marks of their own',
    content: lines(
      {
        question: 'Which flies?',
        choices: { text: ['hen', 'owl'], label: ['1', '2'] },
        answerKey: '2'
      },
      {
        question: 'Which swims?',
        choices: { text: ['carp', 'owl'], label: ['A', 'B'] },
        answerKey: 'A'
      }
    ),
    answers: ['B', 'A']
  },
  {
    name: 'options in one text, the answer in `correct`',
    content: lines({
      Problem: 'Half of 8?',
      options: 'a ) 2 , b ) 4 , c ) none of these',
      correct: 'b'
    }),
    answers: ['B']
  },
  {
    name: 'options with scores',
    content: JSON.stringify({
      name: 'x',
      examples: [{ input: 'Which flies?', target_scores: { hen: 0, owl: 1 } }]
    }),
    answers: ['B']
  },
  {
    name: 'an answer that is the text of an option, beside problems without options',
    content: lines(
      { question: 'Mode of 3, 4, 4?', choices: ['3', '4'], answer: '4' },
      { question: 'Price?', choices: null, answer: '7.50' }
    ),
    answers: ['4', '7.50']
  },
  {
    name: 'lists as pandas and numpy print them',
    content: 'problem,answer\nOne?,"[\'1\']"\nRoots?,"[\'1\' \'2\']"\nSet?,"[1, 2]"\n',
    answers: ['1', '1, 2', '[1, 2]']
  },
  {
    name: 'truth values, and an answer in an object',
    content: lines(
      { question: 'Even?', answer: true },
      { question: 'How many?', answer: { value: 3, unit: 'm' } }
    ),
    answers: ['true', '3']
  },
  {
    name: 'an answer elsewhere because its own field is always empty',
    content: lines({ question: 'One?', answer: null, label: 1 }),
    answers: ['1']
  },
  {
    name: 'assertions of promptfoo',
    content: JSON.stringify({
      tests: [
        {
          vars: { question: 'One?' },
          assert: [
            { type: 'javascript', value: 'x' },
            { type: 'equals', value: '1' }
          ]
        }
      ]
    }),
    answers: ['1']
  },
  {
    name: 'CSV with a line for Excel, empty lines first and spaces before quotes',
    content: '\n\nsep=;\nid; "problem"; "answer"\n1; "What; then?"; "5"\n',
    answers: ['5']
  },
  {
    name: 'CSV with the line ends of old systems, separated by bars',
    content: 'problem|answer\rOne, or?|1\rTwo?|2\r',
    answers: ['1', '2']
  },
  {
    name: 'UTF-16 with its mark',
    content: Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('problem,answer\nCafé?,1\n', 'utf16le')
    ]),
    answers: ['1']
  },
  {
    name: 'UTF-16 without one',
    content: Buffer.from('problem,answer\nCafe?,1\n', 'utf16le').swap16(),
    answers: ['1']
  },
  {
    name: 'Latin-1',
    content: Buffer.from('problem,answer\nCafé für zwei?,2\n', 'latin1'),
    answers: ['2']
  },
  {
    name: 'a question with its stem and options within',
    content: lines({
      id: 'x',
      question: {
        stem: 'Which flies?',
        choices: [
          { text: 'hen', label: 'A' },
          { text: 'owl', label: 'B' }
        ]
      },
      answerKey: 'B'
    }),
    answers: ['B']
  },
  {
    name: 'a reply that states its answer in words',
    content: lines({
      conversations: [
        { from: 'human', value: 'Half of 8?' },
        { from: 'gpt', value: 'Halve it. The answer is 4.' }
      ]
    }),
    answers: ['4']
  },
  {
    name: 'a list of problems within an object in the object',
    content: JSON.stringify({
      version: '2',
      data: { questions: [{ question: 'Nine less four?', answer: '5' }] }
    }),
    answers: ['5']
  },
  {
    name: 'options with zeros and ones beside them',
    content: lines(
      { question: 'Which is odd?', mc_targets: { choices: ['4', '7'], labels: [0, 1] } },
      { question: 'Which are even?', mc_targets: { choices: ['4', '7', '8'], labels: [1, 0, 1] } }
    ),
    answers: ['B', 'A, C']
  },
  {
    name: 'lists of the places of several right options',
    content: lines(
      { question: 'Which are even?', choices: ['4', '7', '8'], answer: [0, 2] },
      { question: 'Which are odd?', choices: ['5', '7', '8'], answer: [0, 1] }
    ),
    answers: ['A, C', 'A, B']
  },
  {
    name: 'a letter with the word before it',
    content: lines({ question: 'Which is odd?', choices: ['4', '7'], answer: 'Option B' }),
    answers: ['B']
  },
  {
    name: 'contents of messages in parts',
    content: lines({
      contents: [{ role: 'user', parts: [{ text: 'Ten less four?' }] }],
      answer: 6
    }),
    answers: ['6']
  },
  {
    name: 'places of options as whole numbers of 64 bits (Parquet)',
    content: fixture('places-in-64-bits.parquet'),
    answers: ['B', 'A']
  },
  {
    name: 'answers as numbers of 32 bits (Parquet)',
    content: fixture('numbers-in-32-bits.parquet'),
    answers: ['1.2', '0.1']
  },
  {
    name: 'a table without a header: a question, its options and the right letter (MMLU)',
    content: 'Half of 8?,2,3,4,5,C\n"Nine, less two?",7,8,9,6,A\n',
    answers: ['C', 'A']
  },
  {
    name: 'a structure that pandas printed into a cell',
    content: "problem,reward_model\nHalf of 8?,\"{'ground_truth': '4', 'style': 'rule'}\"\n",
    answers: ['4']
  },
  {
    name: 'answers as an object with a list of texts (SQuAD)',
    content: lines({
      question: 'Half of 8?',
      answers: { text: ['4', 'four'], answer_start: [3, 9] }
    }),
    answers: ['4']
  },
  {
    name: 'answers of which the file says which is right',
    content: lines({
      question: 'Half of 8?',
      answers: [
        { text: '3', is_correct: false },
        { text: '4', is_correct: true }
      ]
    }),
    answers: ['B']
  },
  {
    name: 'splits in an object in an object: the one to test with',
    content: JSON.stringify({
      version: 1,
      data: {
        train: [{ problem: 'Half of 6?', answer: 3 }],
        test: [{ problem: 'Half of 8?', answer: 4 }]
      }
    }),
    answers: ['4']
  },
  {
    name: 'columns named in German',
    content: 'Frage;Antwort\nDie Hälfte von 8?;4\n',
    answers: ['4']
  },
  {
    name: 'columns named in Chinese',
    content: '题目,答案\n八的一半？,4\n',
    answers: ['4']
  },
  {
    name: 'columns that say their language',
    content: lines({ question_en: 'Half of 8?', answer_en: '4' }),
    answers: ['4']
  }
]
