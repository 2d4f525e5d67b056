/**
 * Goal: whom the server believes is what was said and nothing else. Method: flags read as they are given. (An empty entry among the proxies turns this red: the
 * server would fail at its first request.)
 */
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const believed = (...flags: string[]) => {
  const { proxies, edges } = readConfig(flags, {})
  return { proxies, edges }
}

test('proxies are believed behind an origin, edges are proxies too, and nobody is an edge unless it is said', () => {
  expect(believed()).toEqual({ proxies: undefined, edges: undefined })
  expect(believed('--origin', 'https://code.example.org')).toEqual({ proxies: ['loopback', 'linklocal', 'uniquelocal'], edges: undefined })
  expect(believed('--origin', 'https://code.example.org', '--proxies', '192.0.2.1', '--edges', '198.51.100.0/24,loopback')).toEqual({
    proxies: ['192.0.2.1', '198.51.100.0/24', 'loopback'],
    edges: ['198.51.100.0/24', 'loopback'],
  })
})
