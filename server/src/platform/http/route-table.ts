/**
 * Finding a route by method and path in about a microsecond, before the real router is asked. Knows patterns only: it converts and validates nothing.
 */
import type { Route } from './route.ts'

interface Node {
  readonly named: Map<string, Node>
  /** The node below `:name`, whatever stands there. */
  any: Node | undefined
  readonly routes: Map<string, Route>
}

/** A lookup over the routes: `find(method, url)` with or without a query; undefined where there is none. HEAD is answered as GET. */
export function createRouteTable(routes: readonly Route[]): (method: string, url: string) => Route | undefined {
  const root = node()
  for (const route of routes) {
    let at = root
    for (const part of route.path.slice(1).split('/')) at = part.startsWith(':') ? anyBelow(at) : namedBelow(at, part)
    at.routes.set(route.method, route)
  }
  return (method, url) => {
    const end = url.indexOf('?')
    const path = end === -1 ? url : url.slice(0, end)
    return path.startsWith('/') ? walk(root, path, 1, method === 'HEAD' ? 'GET' : method) : undefined
  }
}

/** A name that fits goes before `:name`, as in the real router; where it leads nowhere the other way is tried. */
function walk(at: Node, path: string, from: number, method: string): Route | undefined {
  if (from > path.length) return at.routes.get(method)
  const slash = path.indexOf('/', from)
  const end = slash === -1 ? path.length : slash
  const below = at.named.get(path.slice(from, end))
  const found = below === undefined ? undefined : walk(below, path, end + 1, method)
  return found ?? (at.any === undefined ? undefined : walk(at.any, path, end + 1, method))
}

function node(): Node {
  return { named: new Map(), any: undefined, routes: new Map() }
}

function namedBelow(at: Node, part: string): Node {
  const below = at.named.get(part) ?? node()
  at.named.set(part, below)
  return below
}

function anyBelow(at: Node): Node {
  at.any ??= node()
  return at.any
}
