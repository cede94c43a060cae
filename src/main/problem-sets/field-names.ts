import type { ProblemField } from '../../shared/problem-set.ts'

/**
 * Names under which files keep a field, likeliest first, as `plainName` writes them. docs/problem-sets.md says which
 * sets they come from.
 */
export const ALIASES: Readonly<Record<ProblemField, readonly string[]>> = {
  problem: [
    ...['problem', 'question', 'squestion', 'problemtext', 'problemstatement', 'questiontext'],
    ...['statement', 'instruction', 'input', 'text', 'prompt', 'query', 'stem', 'exercise', 'task'],
    ...[
      'messages',
      'contents',
      'conversations',
      'conversation',
      'turns',
      'content',
      'sentence',
      'ctx',
      'goal',
      'body'
    ],
    // In other languages.
    ...['frage', 'aufgabe', 'pregunta', 'problema', 'enunciado', 'énoncé', 'domanda', 'pergunta'],
    ...['вопрос', 'задача', '问题', '题目', '問題', '질문', '문제'],
    ...['questionen', 'problemen', 'englishquestion', 'questionenglish']
  ],
  answer: [
    ...[
      'answer',
      'finalanswer',
      'expectedanswer',
      'shortanswer',
      'target',
      'goldanswer',
      'goldenanswer'
    ],
    ...[
      'gold',
      'golden',
      'groundtruth',
      'groundtruthanswer',
      'correctanswer',
      'correct',
      'correctoption'
    ],
    ...[
      'answerkey',
      'referenceanswer',
      'answernumber',
      'answerlatex',
      'lsolutions',
      'ideal',
      'label'
    ],
    ...[
      'answerindex',
      'answeridx',
      'correctindex',
      'correctidx',
      'correctanswerindex',
      'correctchoice'
    ],
    ...[
      'goldindex',
      'goldidx',
      'cop',
      'key',
      'targets',
      'labels',
      'answers',
      'golds',
      'references'
    ],
    ...[
      'reference',
      'expected',
      'expectedoutput',
      'assert',
      'targetscores',
      'ans',
      'result',
      'output',
      'completion'
    ],
    ...['antwort', 'ergebnis', 'respuesta', 'réponse', 'risposta', 'resposta', 'ответ'],
    ...['答案', '正解', '정답'],
    ...['answeren', 'finalansweren']
  ],
  solution: [
    ...['solution', 'referencesolution', 'rationale', 'explanation', 'analysis', 'cotcontent'],
    ...['workedsolution', 'solutions']
  ],
  id: [
    ...['id', 'uniqueid', 'problemid', 'questionid', 'uid', 'uuid', 'qid', 'pid', 'exampleid'],
    ...['sampleid', 'problemidx', 'idx', 'index', 'iindex', 'docid']
  ],
  // OlympiadBench says "Math" under `subject` everywhere and the subject under `subfield`.
  subject: ['subfield', 'subject', 'type', 'category', 'topic', 'problemtype', 'domain'],
  level: ['level', 'difficulty', 'grade'],
  options: [
    'options',
    'choices',
    'endings',
    'optionlist',
    'answerchoices',
    'candidates',
    'targetscores'
  ],
  tolerance: ['tolerance', 'error'],
  passage: [
    ...['body', 'passage', 'context', 'story', 'paragraph', 'article', 'background', 'scenario'],
    ...['premises', 'premise', 'facts', 'document', 'tabletitle', 'table']
  ],
  unit: ['unit', 'units', 'answerunit'],
  answerKind: ['answerkind'],
  alternatives: ['alternatives', 'aliases', 'alternativeanswers', 'acceptableanswers'],
  relativeTolerance: ['relativetolerance']
}

/** Where several right answers are listed under these names, any of them counts; elsewhere all of them are the answer. */
export const ANY_OF: readonly string[] = [
  ...['ideal', 'target', 'targets', 'answers', 'golds', 'groundtruth', 'references', 'labels'],
  'expected'
]

/** Pictures that belong to a problem. */
export const IMAGES =
  /^(?:has)?(?:decoded)?(?:images?|pictures?|figures?|img|photo|diagram|hasimage)(?:path|url|\d)?$/

/** A name without its letter case, spaces, `_` and `-`. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '')
}

/** Is one of the names that of a problem's text? */
export function hasProblem(names: readonly string[]): boolean {
  return names.some((name) => ALIASES.problem.includes(plainName(name)))
}
