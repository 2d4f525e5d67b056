/**
 * Every live list in memory: a status a serial number, and from it the packed bits of each epoch. Pure; tells which shards have changed.
 */
import {
  createStatusBits,
  getStatus,
  type Permutation,
  type StatusValue,
  setStatus,
  shardCount,
  shardEntries,
  shardOf,
} from '@evergate/pass'

export interface ListName {
  readonly family: number
  readonly epoch: number
}

export interface ChangedShard extends ListName {
  readonly shard: number
  readonly bits: Uint8Array
}

export interface StatusBoard {
  lists(): readonly ListName[]
  /** Starts a list from the statuses known so far; all its shards count as changed. */
  addList(name: ListName): void
  removeList(name: ListName): void
  /** Sets the status of a serial number within a family, in every list of that family. */
  set(family: number, number: number, status: StatusValue): void
  /** Families that have any serial number. */
  families(): readonly number[]
  /** Shards changed since they were last declared clean. */
  changed(): readonly ChangedShard[]
  /** Declares a shard published as it stands. */
  clean(name: ListName, shard: number): void
}

interface List extends ListName {
  readonly permutation: Permutation
  readonly shards: Uint8Array[]
  readonly dirty: Set<number>
}

/** An empty board. */
export function createStatusBoard(capacity: number, permutationOf: (family: number, epoch: number) => Permutation): StatusBoard {
  const statuses = new Map<number, Uint8Array>()
  const lists = new Map<string, List>()
  const key = ({ family, epoch }: ListName): string => `${family}/${epoch}`
  const write = (list: List, number: number, status: StatusValue): void => {
    const { shard, offset } = shardOf(list.permutation.indexOf(number))
    const bits = list.shards[shard]!
    if (getStatus(bits, offset) === status) return
    setStatus(bits, offset, status)
    list.dirty.add(shard)
  }
  return {
    lists: () => [...lists.values()].map(({ family, epoch }) => ({ family, epoch })),
    families: () => [...statuses.keys()],
    addList: (name) => {
      if (lists.has(key(name))) return
      const count = shardCount(capacity)
      const shards = Array.from({ length: count }, (_, shard) => createStatusBits(shardEntries(capacity, shard)))
      const list: List = { ...name, permutation: permutationOf(name.family, name.epoch), shards, dirty: new Set(shards.keys()) }
      const known = statuses.get(name.family) ?? new Uint8Array()
      // a plain loop: over 13 million entries it takes a tenth of forEach's time
      for (let number = 0; number < known.length; number++) if (known[number] !== 0) write(list, number, known[number] as StatusValue)
      lists.set(key(name), list)
    },
    removeList: (name) => {
      lists.delete(key(name))
    },
    set: (family, number, status) => {
      const known = statuses.get(family) ?? new Uint8Array(capacity)
      statuses.set(family, known)
      known[number] = status
      for (const list of lists.values()) if (list.family === family) write(list, number, status)
    },
    changed: () =>
      [...lists.values()].flatMap(({ family, epoch, shards, dirty }) =>
        [...dirty].map((shard) => ({ family, epoch, shard, bits: shards[shard]! })),
      ),
    clean: (name, shard) => {
      lists.get(key(name))?.dirty.delete(shard)
    },
  }
}
