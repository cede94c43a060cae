import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'

/** Stands where a text has a value that only a running program knows. */
export const VALUE = '\uE000'

/** A text as the program may say it. */
export interface SaidText {
  readonly text: string
  /** `src/main/runs/lease.ts:24` */
  readonly place: string
  /** Given to an error, or as the words of a finding: people read it. */
  readonly isTold: boolean
}

const root = resolve(import.meta.dirname, '../..')
/** Texts with more alternatives are no sentences. */
const MOST_ALTERNATIVES = 64
/** Errors that reach a person; all others say that the program is wrong, to whoever mends it. */
const OF_PEOPLE =
  /(?:User|Import)Error$|(?:Failed|Failure|Refused)$|^(?:Unreadable|WrittenByNewer)$/
/** Functions that are given the reason of a verdict. */
const VERDICTS = new Set(['equal', 'different', 'undecidable'])
/** Fields whose texts are for people. */
const WORDS = new Set(['said', 'advice', 'hint', 'sentence', 'message', 'remark'])

/**
 * Every text that literals of the sources make, with `VALUE` where a value goes in: of `a ${x} b`, of joined texts, and of
 * each way that a choice between literals can go.
 */
export function saidTexts(folders: readonly string[]): SaidText[] {
  const files = folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(root, folder, file)
      )
    )
    .filter((file) => file.endsWith('.ts'))
    .map((path) =>
      ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
    )
  const shared = constantsOf(files, (name) => /^[A-Z][A-Z_]+$/.test(name))
  return files.flatMap((file) => {
    const constants = new Map([...shared, ...constantsOf([file], () => true)])
    const texts: SaidText[] = []
    visit(file, file, constants, texts)
    return texts
  })
}

type Constants = ReadonlyMap<string, ts.Expression>

function constantsOf(
  files: readonly ts.SourceFile[],
  isWanted: (name: string) => boolean
): Constants {
  const found = new Map<string, ts.Expression>()
  const look = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      const name = node.name.text
      if (isWanted(name)) found.set(name, node.initializer)
    }
    ts.forEachChild(node, look)
  }
  files.forEach(look)
  return found
}

function visit(node: ts.Node, file: ts.SourceFile, constants: Constants, texts: SaidText[]): void {
  const { line } = file.getLineAndCharacterOfPosition(node.getStart())
  const place = `${relative(root, file.fileName)}:${line + 1}`
  const note = (said: ts.Expression, isTold: boolean) => {
    for (const text of alternativesOf(said, constants, 4)) texts.push({ text, place, isTold })
  }
  for (const said of wordsIn(node)) note(said, true)
  if (isText(node) && !isWithinText(node)) note(node, false)
  ts.forEachChild(node, (child) => visit(child, file, constants, texts))
}

function isText(node: ts.Node): node is ts.Expression {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateExpression(node) ||
    (ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.PlusToken &&
      (isText(node.left) || isText(node.right)))
  )
}

function isWithinText(node: ts.Node): boolean {
  const { parent } = node
  return ts.isBinaryExpression(parent) && isText(parent)
}

/** What is given to an error that people read, or to a field that they read. */
function wordsIn(node: ts.Node): readonly ts.Expression[] {
  if (ts.isNewExpression(node)) {
    return OF_PEOPLE.test(node.expression.getText()) ? (node.arguments ?? []) : []
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const [base] = ts.findAncestor(node, ts.isClassLike)?.heritageClauses ?? []
    const isOfPeople = base !== undefined && OF_PEOPLE.test(base.types[0]!.expression.getText())
    return isOfPeople ? node.arguments : []
  }
  if (ts.isCallExpression(node)) {
    return VERDICTS.has(node.expression.getText()) ? node.arguments : []
  }
  if (!ts.isPropertyAssignment(node)) return []
  const name = node.name.getText()
  if (!WORDS.has(name) && !(name === 'text' && isOfNote(node))) return []
  const { initializer } = node
  if (!ts.isArrowFunction(initializer)) return [initializer]
  return ts.isBlock(initializer.body) ? [] : [initializer.body]
}

/** Whether a property is of something that an attempt notes. */
function isOfNote({ parent }: ts.PropertyAssignment): boolean {
  return parent.properties.some((other) => other.getText() === "type: 'noted'")
}

function alternativesOf(node: ts.Expression, constants: Constants, depth: number): string[] {
  if (depth === 0) return [VALUE]
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce<string[]>(
      (texts, { expression, literal }) =>
        joined(joined(texts, alternativesOf(expression, constants, depth)), [literal.text]),
      [node.head.text]
    )
  }
  if (ts.isConditionalExpression(node)) {
    return [node.whenTrue, node.whenFalse].flatMap((way) => alternativesOf(way, constants, depth))
  }
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) {
    return alternativesOf(node.expression, constants, depth)
  }
  if (ts.isBinaryExpression(node)) {
    const sides = [node.left, node.right].map((side) => alternativesOf(side, constants, depth))
    const { kind } = node.operatorToken
    if (kind === ts.SyntaxKind.PlusToken) return joined(sides[0]!, sides[1]!)
    if (kind === ts.SyntaxKind.QuestionQuestionToken) return sides.flat()
    return kind === ts.SyntaxKind.AmpersandAmpersandToken ? sides[1]! : [VALUE]
  }
  const constant = ts.isIdentifier(node) ? constants.get(node.text) : undefined
  return constant === undefined ? [VALUE] : alternativesOf(constant, constants, depth - 1)
}

function joined(beginnings: readonly string[], ends: readonly string[]): string[] {
  if (beginnings.length * ends.length > MOST_ALTERNATIVES) return joined(beginnings, [VALUE])
  return beginnings.flatMap((beginning) => ends.map((end) => beginning + end))
}
