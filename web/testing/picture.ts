// A picture in memory: eight-bit grey, row by row. What the drawn QR, the PNG reader and the video writer
// hand to one another. Must not know any file format.

export interface Picture {
  readonly width: number
  readonly height: number
  /** One byte for each pixel, 0 black to 255 white. */
  readonly grey: Uint8Array
}

/** Rows of a QR symbol, true where a module is dark. */
export type QrMatrix = readonly (readonly boolean[])[]

const WHITE = 255

/** Draws one pixel for each module, with the quiet zone of four modules that the standard asks for. */
export function pictureOfMatrix(matrix: QrMatrix, quietModules = 4): Picture {
  const side = matrix.length + 2 * quietModules
  const grey = new Uint8Array(side * side).fill(WHITE)
  matrix.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) grey[(y + quietModules) * side + x + quietModules] = 0
    })
  })
  return { width: side, height: side, grey }
}

/** Copies `picture` into the middle of a frame, as large as `share` of the frame allows. Enlarges by whole pixels, shrinks by averaging. */
export function placeInFrame(picture: Picture, width: number, height: number, share: number, background: number): Picture {
  const fit = Math.min((width * share) / picture.width, (height * share) / picture.height)
  const scale = fit >= 1 ? Math.floor(fit) : fit
  const drawnWidth = Math.floor(picture.width * scale)
  const drawnHeight = Math.floor(picture.height * scale)
  const left = (width - drawnWidth) >> 1
  const top = (height - drawnHeight) >> 1
  const grey = new Uint8Array(width * height).fill(background)
  for (let y = 0; y < drawnHeight; y++) {
    for (let x = 0; x < drawnWidth; x++) grey[(top + y) * width + left + x] = meanOf(picture, x / scale, y / scale, 1 / scale)
  }
  return { width, height, grey }
}

function meanOf(picture: Picture, left: number, top: number, side: number): number {
  const x0 = Math.floor(left)
  const y0 = Math.floor(top)
  const x1 = Math.min(picture.width, Math.max(x0 + 1, Math.floor(left + side)))
  const y1 = Math.min(picture.height, Math.max(y0 + 1, Math.floor(top + side)))
  let sum = 0
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) sum += picture.grey[y * picture.width + x] ?? WHITE
  }
  return Math.round(sum / ((x1 - x0) * (y1 - y0)))
}
