/**
 * One epoch of a city as signed lists, three times from the same statuses: by the publisher's own code, and by two libraries for the same draft.
 * Ours begins from serial numbers and places them; the libraries are handed their entries in the order of the list. All sign with the same key.
 */
import { createStatusBits, decodeStatusShard, getStatus, SHARD_ENTRIES, type StatusValue, shardCount, shardEntries } from '@evergate/pass'
import { StatusList as OwfList, StatusListCwt } from '@owf/token-status-list'
import { createHeaderAndPayload, StatusList as SdJwtList } from '@sd-jwt/jwt-status-list'
import { createKeyPair, signerOf } from '../../src/slices/passes/node-signer.ts'
import { signShard } from '../../src/slices/passes/publish-shards.command.ts'
import { createPermutations, type Region } from '../../src/slices/passes/region.ts'
import { createStatusBoard } from '../../src/slices/passes/status-board.ts'
import type { Chance } from '../../src/tools/load-city/seeded-chance.ts'

const family = 0
const epoch = 18_988
const now = new Date('2021-12-27T04:00:00Z')
const coseFrameBytes = 96 // tag, headers and the signature around a CWT's payload

/** Statuses by serial number: what is not green, and how many there are in all. */
export interface City {
  readonly residents: number
  readonly listed: ReadonlyMap<number, StatusValue>
}

/** A city of which so many in a thousand are in each status, drawn evenly. */
export function drawCity(residents: number, perMille: Readonly<Record<1 | 2 | 3, number>>, chance: Chance): City {
  const listed = new Map<number, StatusValue>()
  for (const status of [1, 2, 3] as const)
    for (let i = 0; i < (residents * perMille[status]) / 1000; i++) listed.set(chance(residents), status)
  return { residents, listed }
}

/** One way of making an epoch; returns the bytes of all its files. */
export type MakeEpoch = () => Promise<number>

/** The three ways over the same entries. Throws where the first shard of ours does not hold what the libraries are given. */
export async function makers(city: City): Promise<{ readonly ours: MakeEpoch; readonly owf: MakeEpoch; readonly sdJwt: MakeEpoch }> {
  const region: Region = {
    iss: 'CN-6101',
    names: { 'zh-CN': '', en: '' },
    utcOffsetSeconds: 28_800,
    baseUrl: 'http://localhost/public',
    capacity: city.residents,
  }
  const signer = signerOf(createKeyPair().privateKey)
  const signAll = async (key: number): Promise<Uint8Array[]> => {
    // a permutation of its own each time: a new epoch's tables are part of the work
    const board = createStatusBoard(city.residents, createPermutations(new Uint8Array(32).fill(key), city.residents))
    board.set(family, 0, 0)
    for (const [serial, status] of city.listed) board.set(family, serial, status)
    board.addList({ family, epoch })
    const files: Uint8Array[] = []
    for (const shard of board.changed()) {
      const file = await signShard(shard, { region, baseUrl: region.baseUrl, version: 1, signer, now })
      files.push(file.content)
    }
    return files
  }
  const entries = entriesOf(city, 1)
  holdTogether((await signAll(1))[0]!, entries[0]!)
  const sub = (shard: number): string => `${region.baseUrl}/${region.iss}/status/${family}/${epoch}/${shard}.1.cwt`
  let key = 1
  return {
    ours: async () => {
      key += 1
      return (await signAll(key)).reduce((sum, file) => sum + file.length, 0)
    },
    owf: async () => {
      let bytes = 0
      for (const [shard, list] of entries.entries()) {
        const payload = StatusListCwt.createFromStatusListAndSubject(new OwfList(list, 2), sub(shard)).payload.encode()
        await signer.sign(payload)
        bytes += payload.length + coseFrameBytes
      }
      return bytes
    },
    sdJwt: async () => {
      let bytes = 0
      for (const [shard, list] of entries.entries()) {
        const claims = { iss: region.iss, sub: sub(shard), iat: now.getTime() / 1000 }
        const { header, payload } = createHeaderAndPayload(new SdJwtList(list, 2), claims, { alg: 'ES256', typ: 'statuslist+jwt' })
        const signed = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
        const signature = await signer.sign(Buffer.from(signed))
        bytes += signed.length + 1 + Buffer.from(signature).toString('base64url').length
      }
      return bytes
    },
  }
}

/** The entries of every shard in the order of the list. */
function entriesOf({ residents, listed }: City, key: number): number[][] {
  const permutation = createPermutations(new Uint8Array(32).fill(key), residents)(family, epoch)
  const shards = Array.from({ length: shardCount(residents) }, (_, shard) => new Array<number>(shardEntries(residents, shard)).fill(0))
  for (const [serial, status] of listed) {
    const index = permutation.indexOf(serial)
    shards[Math.floor(index / SHARD_ENTRIES)]![index % SHARD_ENTRIES] = status
  }
  return shards
}

function holdTogether(file: Uint8Array, entries: readonly number[]): void {
  const decoded = decodeStatusShard(file)
  const bits = decoded.ok ? decoded.value.bits : createStatusBits(0)
  const wrong = entries.findIndex((entry, offset) => getStatus(bits, offset) !== entry)
  if (wrong >= 0) throw new Error(`entry ${wrong} is not what the libraries are given`)
}
