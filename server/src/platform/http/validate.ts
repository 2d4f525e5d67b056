/**
 * Checking input against the route's schema: path and query are text and are converted first, bodies are taken as they are. Unknown fields are refused.
 */
import type { FastifySchemaCompiler } from 'fastify'
import type { TObject, TSchema } from 'typebox'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Format } from 'typebox/format'
import { Convert } from 'typebox/value'
import type { Route } from './route.ts'

/** The schemas of the parts of a request. */
export interface InputParts {
  readonly params: TObject
  readonly query: TObject
  readonly body: TObject | undefined
}

/** Divides a route's input schema into the parts of a request it comes from. */
export function splitInput(route: Pick<Route, 'path' | 'method' | 'input' | 'rawBody'>): InputParts {
  const inPath = new Set([...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]!))
  const properties = Object.entries(route.input.properties) as [string, TSchema][]
  const part = (keep: (name: string) => boolean): TObject =>
    Type.Object(Object.fromEntries(properties.filter(([name]) => keep(name))), { additionalProperties: false })
  const fromQuery = route.method === 'GET' || route.method === 'DELETE' || route.rawBody !== undefined
  const rest = part((name) => !inPath.has(name))
  return {
    params: part((name) => inPath.has(name)),
    query: fromQuery ? rest : part(() => false),
    body: fromQuery || Object.keys(rest.properties).length === 0 ? undefined : rest,
  }
}

/** One wrong field: where it is (JSON pointer) and what is wrong. */
export interface FieldError {
  readonly path: string
  readonly message: string
}

/** Raised by validation and turned into `request.invalid` with the fields named; the values are not repeated. */
export class InvalidInput extends Error {
  readonly fields: readonly FieldError[]
  constructor(fields: readonly FieldError[]) {
    super('invalid input')
    this.name = 'InvalidInput'
    this.fields = fields
  }
}

const errorsMax = 20

/** RFC 3339 allows a leap second and the years 0000 to 9999; JavaScript has no such second, and no fact of ours lies in another century. */
Format.Set('date-time', (text) => Format.IsDateTime(text) && /^(19|20|21)/.test(text) && !Number.isNaN(Date.parse(text)))

/** Where a text holds U+0000, which PostgreSQL cannot keep and nobody is called; undefined where none does. */
export function pathOfNul(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') return value.includes('\0') ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, inner] of Object.entries(value)) {
    const found = pathOfNul(inner, `${path}/${name}`)
    if (found !== undefined) return found
  }
  return undefined
}

/** Fastify's validator compiler over TypeBox schemas. */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const compiled = Compile(schema)
  return (data: unknown) => {
    const value = httpPart === 'body' ? (data ?? {}) : Convert(schema, data) // no body is an empty one
    if (compiled.Check(value)) {
      const nul = pathOfNul(value)
      return nul === undefined ? { value } : { error: new InvalidInput([{ path: nul, message: 'must not contain U+0000' }]) }
    }
    const fields = compiled
      .Errors(value)
      .filter((error) => error.message !== 'schema is false')
      .slice(0, errorsMax)
      .map((error) => ({ path: error.instancePath, message: error.message }))
    return { error: new InvalidInput(fields) }
  }
}
