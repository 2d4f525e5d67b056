/** Draws text as a QR code: one SVG path, crisp at any size, dark on white in every theme because scanners need it so. Must not know what the text is. */
import encodeQR from 'qr'

export interface QrDrawing {
  /** Side of the square including the quiet zone, in modules: the viewBox is `0 0 size size`. */
  readonly size: number
  readonly path: string
  /** 1 to 40: (modules - 17) / 4. */
  readonly version: number
}

/** Quiet zone in modules; the standard asks for 4 (ISO/IEC 18004 section 9.1), and the page's white card adds more. */
const quietModules = 4

/** Error correction M. Horizontal runs of dark modules become one stroke each. */
export function drawQr(text: string): QrDrawing {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: quietModules })
  let path = ''
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue
      let end = x
      while (row[end]) end += 1
      path += `M${x} ${y}h${end - x}v1h-${end - x}z`
      x = end
    }
  })
  return { size: modules.length, path, version: (modules.length - quietModules * 2 - 17) / 4 }
}
