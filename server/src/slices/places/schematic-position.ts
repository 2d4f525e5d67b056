/**
 * Where a site stands on the schematic map when nobody has placed it: near the middle of its district, always at the same point. Pure. A picture to find
 * one's way by, no survey: distances on it mean nothing.
 */
export interface MapPosition {
  readonly mapX: number
  readonly mapY: number
}

/** Middles of Xi'an's districts, as they lie to each other. */
const districtMiddles: Readonly<Record<string, readonly [x: number, y: number]>> = {
  '610102': [520, 430],
  '610103': [500, 500],
  '610104': [430, 470],
  '610111': [640, 480],
  '610112': [470, 360],
  '610113': [490, 580],
  '610114': [760, 120],
  '610115': [800, 300],
  '610116': [460, 720],
  '610117': [620, 200],
  '610118': [280, 640],
  '610122': [780, 620],
  '610124': [110, 640],
}
const spread = 55
const edge = 30

/** The position for this site: streets of a district lie around its middle, sites of a street around the street. */
export function schematicPosition(streetCode: string, siteId: string): MapPosition {
  const district = streetCode.slice(0, 6)
  const [x, y] = districtMiddles[district] ?? [150 + (hashOf(district) % 700), 150 + (hashOf(`${district} y`) % 700)]
  const street = turn(streetCode, spread)
  const site = turn(siteId, spread / 3)
  return { mapX: inside(x + street.x + site.x), mapY: inside(y + street.y + site.y) }
}

function turn(text: string, radiusMax: number): { x: number; y: number } {
  const angle = ((hashOf(text) % 360) * Math.PI) / 180
  const radius = radiusMax * (0.4 + (hashOf(`${text} r`) % 60) / 100)
  return { x: Math.cos(angle) * radius, y: Math.sin(angle) * radius }
}

function inside(value: number): number {
  return Math.round(Math.min(1_000 - edge, Math.max(edge, value)))
}

/** FNV-1a, 32 bits (draft-eastlake-fnv): spreads names evenly, keeps no secret. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
