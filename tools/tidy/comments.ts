// Rule 6 and the rule of openings: a file says what it is for, and what others may call says what it does. Must not judge the words.
import ts from 'typescript'
import { at, isCode, isGenerated, isTest, type Source, treeOf } from './source.ts'

/** Files that do not open with a comment. */
export function openings(source: Source): string[] {
  if (isGenerated(source)) return []
  const text = source.text.replace(/^#!.*\n/, '')
  if (isCode(source)) return /^\/[/*]/.test(text) ? [] : [`${source.path}:1 does not open with what it is for`]
  if (source.path.endsWith('.sql')) return text.startsWith('--') ? [] : [`${source.path}:1 does not open with what it is for`]
  return []
}

/** Exports of the platform without a doc comment. */
export function platformDocs(source: Source): string[] {
  if (!/^server\/src\/platform\/.*\.ts$/.test(source.path) || isTest(source) || isGenerated(source)) return []
  return treeOf(source)
    .statements.filter(isExportedDeclaration)
    .flatMap((statement) => undocumented(source, statement))
}

/** Functions and constants that packages/pass hands out without a doc comment, followed from its doors to where they are declared. */
export function passDocs(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  const seen = new Set<string>()
  const follow = (path: string, names?: Set<string>): string[] => {
    const source = byPath.get(path)
    const key = `${path} ${names ? [...names].sort().join() : '*'}`
    if (!source || seen.has(key)) return []
    seen.add(key)
    return treeOf(source).statements.flatMap((statement) => {
      if (ts.isExportDeclaration(statement)) return reExported(path, statement).flatMap((next) => follow(next.path, next.names))
      if (!isExportedDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return []
      const wanted = names === undefined || namesOf(statement).some((name) => names.has(name))
      return wanted ? undocumented(source, statement) : []
    })
  }
  return ['packages/pass/src/index.ts', 'packages/pass/src/rules/index.ts'].flatMap((door) => follow(door))
}

function reExported(from: string, statement: ts.ExportDeclaration): Array<{ path: string; names?: Set<string> }> {
  if (!statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)) return []
  const path = new URL(statement.moduleSpecifier.text, `file:///${from}`).pathname.slice(1)
  const clause = statement.exportClause
  if (!clause || !ts.isNamedExports(clause)) return [{ path }]
  return [{ path, names: new Set(clause.elements.map((element) => (element.propertyName ?? element.name).text)) }]
}

function isExportedDeclaration(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false)
  )
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map((declaration) => declaration.name.getText())
  return 'name' in statement ? [(statement.name as ts.Node).getText()] : []
}

function undocumented(source: Source, statement: ts.Statement): string[] {
  const documented = ts.getJSDocCommentsAndTags(statement).length > 0
  // Overloads share the comment of the first.
  const overload = ts.isFunctionDeclaration(statement) && treeOf(source).statements.some((other) => sameFunction(other, statement))
  return documented || overload ? [] : [`${at(source, statement)} exports ${namesOf(statement).join(', ')} without a doc comment`]
}

function sameFunction(other: ts.Statement, statement: ts.FunctionDeclaration): boolean {
  return (
    other !== statement &&
    ts.isFunctionDeclaration(other) &&
    other.name?.text === statement.name?.text &&
    ts.getJSDocCommentsAndTags(other).length > 0
  )
}
