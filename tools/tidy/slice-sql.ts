// Rule 2: SQL of a slice names only its own schema, so that a slice can be moved, sharded or replaced alone.
// Must not look at other strings: 'results.released' is an event there, not a table.
import ts from 'typescript'
import { at, isTest, nodesOf, type Rule, type Source } from './source.ts'

/** Kysely's methods whose first argument names tables. */
const tableMethods = /^(?:selectFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto|using|withSchema|\w*[jJ]oin\w*)$/
const statement = /^\s*(?:select|insert|update|delete|with|copy|merge|truncate|lock|create|alter|drop|analyze)\s/i

/** Schemas other than the owner's in the SQL of slices and of the platform, given the names of all schemas. */
export function foreignSchemas(schemas: readonly string[]): Rule {
  return (source) => {
    const owner = ownerOf(source)
    if (owner === undefined) return []
    const others = schemas.filter((schema) => schema !== owner)
    if (others.length === 0) return []
    const foreign = new RegExp(`(?<![\\w.])"?(?:${others.join('|')})"?\\s*\\.\\s*"?[a-z_]\\w*`, 'g')
    return sqlIn(source).flatMap(({ where, sql }) =>
      (sql.match(foreign) ?? []).map((name) => `${where} names ${name}, but owns only ${owner}`),
    )
  }
}

function ownerOf(source: Source): string | undefined {
  if (isTest(source)) return undefined // a test may look into the tables of those it works with
  return (
    /^server\/src\/slices\/([^/]+)\/.*\.ts$/.exec(source.path)?.[1] ??
    /^server\/migrations\/\d+_([a-z]+)(?:_.*)?\.sql$/.exec(source.path)?.[1] ??
    (/^server\/src\/platform\/.*\.ts$/.test(source.path) ? 'platform' : undefined)
  )
}

function sqlIn(source: Source): Array<{ where: string; sql: string }> {
  if (source.path.endsWith('.sql')) {
    return source.text.split('\n').map((line, index) => ({ where: `${source.path}:${index + 1}`, sql: line.replace(/--.*/, '') }))
  }
  return [...nodesOf(source)].filter(isSql).map((node) => ({ where: at(source, node), sql: textOf(node) }))
}

function isSql(node: ts.Node): boolean {
  if (ts.isTaggedTemplateExpression(node)) return /^sql\b/.test(node.tag.getText())
  if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node) && !ts.isTemplateExpression(node)) return false
  if (ts.isTaggedTemplateExpression(node.parent)) return false
  return statement.test(textOf(node)) || isTableArgument(node)
}

function isTableArgument(node: ts.Node): boolean {
  const call = ts.isArrayLiteralExpression(node.parent) ? node.parent.parent : node.parent
  return ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.expression) && tableMethods.test(call.expression.name.text)
}

/** The text between the quotes; of a template also what is put in, so that a nested table name is seen once more. */
function textOf(node: ts.Node): string {
  if (ts.isTaggedTemplateExpression(node)) return textOf(node.template)
  if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' ? ')
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) ? node.text : ''
}
