/**
 * What every part of the slice works with: the region, and the permutations of its lists.
 */
import type { Permutation } from '@evergate/pass'
import type { Vault } from '../../platform/vault.ts'
import { createPermutations, type Region } from './region.ts'

export interface PassesOptions {
  readonly region: Region
  permutationOf(family: number, epoch: number): Permutation
}

/** The options of a region; the epochs' keys come from the master key. */
export function createPassesOptions(vault: Vault, region: Region): PassesOptions {
  return { region, permutationOf: createPermutations(vault.deriveKey('passes.epochs'), region.capacity) }
}
