// Rule 4: files and functions stay short enough to be read in one go. Must not count generated files.
import ts from 'typescript'
import { at, isCode, isGenerated, isTest, lineOf, nodesOf, type Source, treeOf } from './source.ts'

const fileLinesMax = 400
const testLinesMax = 600
const doorLinesMax = 20 // the index.ts of a slice is a door, not a room
const functionLinesMax = 60

/** Files past their limit. */
export function longFiles(source: Source): string[] {
  if (isGenerated(source) || !(isCode(source) || /\.(?:sql|css)$/.test(source.path))) return []
  const lines = source.text.trimEnd().split('\n').length
  const linesMax = limitFor(source)
  return lines > linesMax ? [`${source.path}:${lines} has ${lines} lines, the limit is ${linesMax}`] : []
}

function limitFor(source: Source): number {
  if (isTest(source)) return testLinesMax
  return /^server\/src\/slices\/[^/]+\/index\.ts$/.test(source.path) ? doorLinesMax : fileLinesMax
}

/** Functions past their limit; the body of a `describe` is a chapter, not a function. */
export function longFunctions(source: Source): string[] {
  if (isGenerated(source) || !isCode(source)) return []
  const tree = treeOf(source)
  return [...nodesOf(source)].flatMap((node) => {
    if (!isFunctionWithBody(node) || isChapter(node)) return []
    const lines = lineOf(tree, node.end) - lineOf(tree, node.getStart()) + 1
    return lines > functionLinesMax ? [`${at(source, node)} a function of ${lines} lines, the limit is ${functionLinesMax}`] : []
  })
}

function isFunctionWithBody(node: ts.Node): boolean {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined
}

function isChapter(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText())
}
