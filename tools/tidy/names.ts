// Rule 5: names say what a thing is for. Must not grow into a dictionary: it bans the names that say nothing.
import ts from 'typescript'
import { at, isCode, isGenerated, nodesOf, type Source } from './source.ts'

const empty = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'managers', 'misc'])
const kebab = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/

/** Files and folders whose name says nothing, or is not kebab-case. */
export function fileNames(source: Source): string[] {
  if (!isCode(source)) return []
  const parts = source.path.split('/')
  const saysNothing = parts.flatMap((part) => part.split(/[-.]/)).filter((word) => empty.has(word))
  return [
    ...saysNothing.map((word) => `${source.path}:1 '${word}' does not say what it is for`),
    ...parts.filter((part) => !kebab.test(part)).map((part) => `${source.path}:1 '${part}' is not kebab-case`),
  ]
}

/** Declared names whose words say nothing, and interfaces in the manner of IThing. */
export function declaredNames(source: Source): string[] {
  if (!isCode(source) || isGenerated(source)) return []
  return [...nodesOf(source)].flatMap((node) => {
    const name = nameDeclaredBy(node)
    if (name === undefined) return []
    if (wordsOf(name).some((word) => empty.has(word))) return [`${at(source, node)} '${name}' does not say what it is for`]
    const isType = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node)
    return isType && /^I[A-Z][a-z]/.test(name) ? [`${at(source, node)} '${name}' is named for being a type, not for what it is`] : []
  })
}

function nameDeclaredBy(node: ts.Node): string | undefined {
  const declares =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isVariableDeclaration(node)
  return declares && node.name && ts.isIdentifier(node.name) ? node.name.text : undefined
}

function wordsOf(name: string): string[] {
  return name.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase())
}
