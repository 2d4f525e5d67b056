// Goal: everybody sees the features of their roles and no others, and every path is known by its feature.
// Method: the whole list for single roles; paths below a feature and beside it.
import { describe, expect, it } from 'vitest'
import { allows, featureAt, features, featuresFor, homeOf } from './features.ts'
import type { Role } from './roles.ts'

const seenBy = (...roles: Role[]): string[] => featuresFor(roles).map((feature) => feature.id)
const everybody = ['ruleSets', 'publisher', 'places']
const leading = ['reconciliation', 'conflicts', 'fleet']

describe('featuresFor', () => {
  it.each<[Role, string[]]>([
    ['guard', ['rounds', ...everybody]],
    ['sampler', ['rounds', ...everybody]],
    ['courier', ['rounds', 'boxes', ...everybody]],
    ['laboratory', ['rounds', 'reconciliation', 'boxes', 'upload', 'batches', 'waiting', 'correction', 'template', ...everybody]],
    ['releaser', ['rounds', 'batches', 'waiting', ...everybody]],
    ['community', ['lookup', 'recalls', 'complaints', 'rounds', ...everybody]],
    ['auditor', ['rounds', 'reconciliation', ...everybody, 'audit']],
    [
      'commander',
      [
        'lookup',
        'recalls',
        'complaints',
        'rounds',
        ...leading,
        'boxes',
        'waiting',
        'ruleSets',
        'publisher',
        'load',
        'system',
        'places',
        'scanners',
      ],
    ],
    [
      'administrator',
      [
        'lookup',
        'complaints',
        'rounds',
        ...leading,
        'template',
        'ruleSets',
        'publisher',
        'load',
        'system',
        'places',
        'scanners',
        'accounts',
        'audit',
      ],
    ],
  ])('shows %s what the role allows', (role, ids) => {
    expect(seenBy(role)).toEqual(ids)
  })

  it('adds up over several roles, in the order of the list', () => {
    expect(seenBy('auditor', 'community')).toEqual(['lookup', 'recalls', 'complaints', 'rounds', 'reconciliation', ...everybody, 'audit'])
  })
})

describe('homeOf', () => {
  it.each<[Role, string]>([
    ['commander', 'rounds'],
    ['community', 'lookup'],
    ['laboratory', 'boxes'],
    ['guard', 'rounds'],
  ])('begins %s at %s', (role, id) => {
    expect(homeOf([role]).id).toBe(id)
  })
})

describe('featureAt', () => {
  it('knows a feature by its path and by paths below it', () => {
    for (const feature of features) expect(featureAt(feature.path)).toBe(feature)
    expect(featureAt('/results/batches/0193')?.id).toBe('batches')
  })

  it('does not mistake a path that only begins alike', () => {
    expect(featureAt('/results/batchesX')).toBeUndefined()
    expect(featureAt('/')).toBeUndefined()
  })

  it('refuses a feature reached by its address without the role', () => {
    expect(allows(featureAt('/accounts')!, ['auditor'])).toBe(false)
  })
})
