/**
 * Who calls, where proxies stand in front: what they add to X-Forwarded-For, and nothing that anybody else wrote there. The same answer as Fastify's trustProxy
 * gives later, for the door that has only the head. Verifies nothing else.
 */
import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import type { Admission } from '../admission/admission.ts'
import { rawHeader } from './front-door.ts'

/** The names of networks that `--proxies` and `--edges` take. */
const named: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/**
 * The address that called: the socket's, or where that is a proxy of ours what it says, and so on from the last entry back to the first that is none of ours.
 * `proxies`: addresses, networks such as 10.0.0.0/8, and the names loopback, linklocal and uniquelocal.
 */
export function callingAddress(request: IncomingMessage, proxies: readonly string[] | undefined): string {
  let address = request.socket.remoteAddress ?? ''
  if (proxies === undefined) return address
  const told = forwardedFor(request)
  const isOurs = trustIn(proxies)
  while (told.length > 0 && isOurs(address)) address = told.pop()!
  return address
}

/** x-evergate-edge, which every answer says where `--edges` are named: from which ranks on they may refuse by themselves, by the cursor and by the door. */
export function tellEdges(admission: Pick<Admission, 'inFront'>, edges: readonly string[] | undefined): string | undefined {
  if (edges === undefined) return undefined
  const { cursor, door } = admission.inFront()
  return `${cursor} ${door}`
}

const refusedMax = 99_999

/** What an edge refused by itself since it last said so, each in the order of `loadClasses`, at most 99,999. */
export interface RefusedInFront {
  readonly byCursor: readonly number[]
  readonly byDoor: readonly number[]
}

/**
 * What an edge writes into requests that come through: four numbers by the cursor, then two by the door, which stands before the classes that can wait only.
 * Undefined where nobody says so, where it is no such numbers, and where anybody else says so: other proxies pass on what a client wrote.
 */
export function refusedInFront(request: IncomingMessage, edges: readonly string[] | undefined): RefusedInFront | undefined {
  if (edges === undefined) return undefined
  const told = rawHeader(request, 'x-evergate-refused')
  if (told === undefined || !/^\d{1,10}(?: \d{1,10}){5}$/.test(told) || !trustIn(edges)(request.socket.remoteAddress ?? ''))
    return undefined
  const counts = told.split(' ').map((count) => Math.min(refusedMax, Number(count)))
  return { byCursor: counts.slice(0, 4), byDoor: [0, 0, ...counts.slice(4)] }
}

/** The entries of all such lines: HAProxy adds a line of its own behind those that a client made up, others lengthen the last one. */
function forwardedFor({ rawHeaders }: IncomingMessage): string[] {
  const told: string[] = []
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]!.length === 15 && rawHeaders[at]!.toLowerCase() === 'x-forwarded-for') told.push(...rawHeaders[at + 1]!.split(','))
  return told.map((entry) => entry.trim()).filter((entry) => entry !== '')
}

const trusts = new WeakMap<readonly string[], (address: string) => boolean>()

function trustIn(proxies: readonly string[]): (address: string) => boolean {
  const known = trusts.get(proxies) ?? createTrust(proxies)
  trusts.set(proxies, known)
  return known
}

/** Remembers who was one of ours last: a list takes a microsecond, and it is nearly always the same proxy. */
function createTrust(proxies: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of proxies.flatMap((one) => named[one] ?? [one])) {
    const [address, bits] = network.split('/') as [string, string?]
    const isShort = isIP(address) === 4
    list.addSubnet(address, Number(bits ?? (isShort ? 32 : 128)), isShort ? 'ipv4' : 'ipv6')
  }
  let last = ''
  return (told) => {
    if (told === last && told !== '') return true
    const address = told.split('%', 1)[0]!
    const family = isIP(address)
    if (family === 0 || !list.check(address, family === 4 ? 'ipv4' : 'ipv6')) return false
    last = told
    return true
  }
}
