/**
 * From which request to which signal, written for nginx and for HAProxy from the route table. Pure.
 */
import type { OutgoingHttpHeaders } from 'node:http'
import { rungMaxOfClass } from '../platform/admission/ladder.ts'
import { rankOf } from '../platform/admission/rank.ts'
import type { Route } from '../platform/http/route.ts'
import { edgeClassOf } from './edge-signals.ts'

type Mapped = Pick<Route, 'method' | 'path' | 'load' | 'rungMax' | 'access'>

const generated = 'Generated from the route table by npm run generate.'

/** An nginx map of "$request_method $uri". */
export function nginxMap(routes: readonly Mapped[]): string {
  const exact = routes.filter((route) => !route.path.includes(':'))
  const patterns = routes.filter((route) => route.path.includes(':'))
  const lines = [
    ...exact.flatMap((route) => methodsOf(route).map((method) => `  "${method} ${route.path}" ${edgeClassOf(route)};`)).toSorted(),
    ...patterns.map((route) => `  "~^(?:${methodsOf(route).join('|')}) ${patternOf(route)}$" ${edgeClassOf(route)};`).toSorted(),
  ]
  return `# ${generated}\nmap "$request_method $uri" $evergate_class {\n  default "";\n${lines.join('\n')}\n}\n`
}

/** A map file for HAProxy's map_reg over "METHOD:path": the class's first rank, the highest rung at which it is answered, and what tells its callers apart. */
export function haproxyMap(routes: readonly Mapped[]): string {
  const sorted = routes.toSorted((one, other) => (sortedBy(one) < sortedBy(other) ? -1 : 1))
  const lines = sorted.map((route) => {
    const { load, rungMax = rungMaxOfClass[load], access } = route
    const told = `${rankOf(load, 0)}:${rungMax}:${access.includes('anyone') ? 'open' : 'own'}`
    return `^(${methodsOf(route).join('|')}):${patternOf(route)}$ ${told}`
  })
  return `# ${generated}\n${lines.join('\n')}\n`
}

/** What pages of this origin may do (CSP and its kin), from the headers of any answer of the server: an app that nginx serves has them too. */
export function nginxHeaders(headers: OutgoingHttpHeaders): string {
  const kept = Object.entries(headers).filter(([name]) =>
    /^(?:content-security-policy|cross-origin-|origin-agent|referrer-policy|x-(?!evergate))/.test(name),
  )
  const lines = kept.map(([name, value]) => `add_header ${name} ${JSON.stringify(String(value))};`)
  return `# Generated from the server's own answers by npm run generate.\n${lines.toSorted().join('\n')}\n`
}

/** The first line that fits counts, so a path that is said in full comes before one with anything in that place. */
function sortedBy({ method, path }: Mapped): string {
  return `${path.replaceAll(/:\w+/g, '~')} ${method}`
}

/** HEAD is answered as GET. */
function methodsOf({ method }: Mapped): readonly string[] {
  return method === 'GET' ? ['GET', 'HEAD'] : [method]
}

function patternOf({ path }: Mapped): string {
  return path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')
}
