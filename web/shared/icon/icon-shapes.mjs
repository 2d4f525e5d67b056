/** The mark of Evergate, somebody passing through an open gate, as plain shapes on a field of 512: one source for the SVG and for the PNG files. */

/** Painted in order. A rectangle with `r` has round corners. */
const shapes = [
  { kind: 'rect', x: 0, y: 0, w: 512, h: 512, r: 0, fill: [14, 79, 71] },
  { kind: 'circle', x: 256, y: 226, r: 122, fill: [255, 255, 255] },
  { kind: 'rect', x: 134, y: 226, w: 244, h: 172, r: 10, fill: [255, 255, 255] },
  { kind: 'circle', x: 256, y: 238, r: 74, fill: [28, 138, 98] },
  { kind: 'rect', x: 182, y: 238, w: 148, h: 160, r: 0, fill: [28, 138, 98] },
  { kind: 'circle', x: 256, y: 250, r: 32, fill: [226, 248, 233] },
  { kind: 'rect', x: 206, y: 296, w: 100, h: 160, r: 50, fill: [226, 248, 233] },
  { kind: 'rect', x: 134, y: 398, w: 244, h: 90, r: 0, fill: [14, 79, 71] },
]

export function drawSvg() {
  const parts = shapes.map((shape) => {
    const fill = `fill="rgb(${shape.fill.join(' ')})"`
    if (shape.kind === 'circle') return `<circle cx="${shape.x}" cy="${shape.y}" r="${shape.r}" ${fill}/>`
    return `<rect x="${shape.x}" y="${shape.y}" width="${shape.w}" height="${shape.h}" rx="${shape.r}" ${fill}/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">${parts.join('')}</svg>\n`
}

/** The colour at a point of the field. */
export function colourAt(x, y) {
  let colour = shapes[0].fill
  for (const shape of shapes) if (covers(shape, x, y)) colour = shape.fill
  return colour
}

function covers(shape, x, y) {
  if (shape.kind === 'circle') return (x - shape.x) ** 2 + (y - shape.y) ** 2 <= shape.r ** 2
  const dx = Math.abs(x - shape.x - shape.w / 2) - shape.w / 2 + shape.r
  const dy = Math.abs(y - shape.y - shape.h / 2) - shape.h / 2 + shape.r
  if (dx <= 0 || dy <= 0) return dx <= shape.r && dy <= shape.r
  return dx ** 2 + dy ** 2 <= shape.r ** 2
}
