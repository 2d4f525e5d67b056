// What a house rule looks at: one file, its text, its syntax tree. Must not know any rule.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { allFiles } from '../steps/source-files.mjs'

/** One file of the tree; `path` is relative to the root, with forward slashes. */
export type Source = { readonly path: string; readonly text: string }

/** A rule answers with one line per violation, each opening with path and line. */
export type Rule = (source: Source) => string[]

const textual = /\.(?:ts|tsx|mjs|cjs|js|json|jsonc|sql|css|html|md|cddl|yml|yaml|svg|txt)$|(?:^|\/)[^./]+$/
const notRead = /^package-lock\.json$|(?:^|\/)vectors\/|^tools\/fixtures\//

/** Every text file of the tree but the lock, test vectors and planted faults. */
export function readTree(root: string): Source[] {
  const paths = allFiles(root, '').filter((path) => textual.test(path) && !notRead.test(path))
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

export const isCode = ({ path }: Source) => /\.(?:ts|tsx|mjs|cjs)$/.test(path)
/** Tests, journeys through an app that a test takes, and what tests are set up with. */
export const isTest = ({ path }: Source) => /\.(?:test|journey)\.tsx?$|\/testing(?:\/|\.ts$)/.test(path)
export const isGenerated = ({ path }: Source) => /(?:^|\/)generated(?:\/|\.)|\.generated\./.test(path)

const trees = new WeakMap<Source, ts.SourceFile>()

/** The syntax tree of a code file, parsed once. */
export function treeOf(source: Source): ts.SourceFile {
  const known = trees.get(source)
  if (known) return known
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.ESNext, true)
  trees.set(source, tree)
  return tree
}

/** Every node of a file, parents before children. */
export function* nodesOf(source: Source): Generator<ts.Node> {
  const waiting: ts.Node[] = [treeOf(source)]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node
    const children: ts.Node[] = []
    ts.forEachChild(node, (child) => {
      children.push(child)
    })
    waiting.push(...children.reverse())
  }
}

/** `path:line`, as editors understand it. */
export function at(source: Source, node: ts.Node): string {
  return `${source.path}:${lineOf(treeOf(source), node.getStart())}`
}

/** The line of a position, counted from 1. */
export function lineOf(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1
}
