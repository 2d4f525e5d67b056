// Turns a QR into the video file that Chromium plays as its camera (--use-file-for-fake-video-capture=FILE.y4m).
// Chromium reads YUV4MPEG2 with 4:2:0 sampling and repeats the file for ever. Test ground only: never shipped.
import { writeFileSync } from 'node:fs'
import type { Picture, QrMatrix } from './picture.ts'
import { pictureOfMatrix, placeInFrame } from './picture.ts'
import { readPng } from './png.ts'

export interface VideoShape {
  readonly width: number
  readonly height: number
  /** How much of the frame's shorter side the code fills, above 0 up to 1. */
  readonly share: number
  /** What surrounds the code, 0 black to 255 white. A wall is grey. */
  readonly background: number
  /** How many frames of every picture; Chromium plays 30 each second. */
  readonly framesEach: number
}

export type QrSource = QrMatrix | Picture | Uint8Array

const SHAPE: VideoShape = { width: 640, height: 480, share: 0.85, background: 150, framesEach: 2 }
const NEUTRAL_CHROMA = 128

/**
 * Writes a camera film that shows one QR, or several one after the other.
 * A source is a matrix of modules, a picture, or the bytes of a PNG file; `null` films the bare wall.
 */
export function writeQrVideo(path: string, source: QrSource | readonly (QrSource | null)[], shape: Partial<VideoShape> = {}): void {
  const wanted = { ...SHAPE, ...shape }
  const sources = isFilm(source) ? source : [source]
  const parts: Uint8Array[] = [Buffer.from(`YUV4MPEG2 W${wanted.width} H${wanted.height} F30:1 Ip A1:1 C420mpeg2\n`, 'latin1')]
  for (const one of sources) {
    const frame = frameOf(one, wanted)
    for (let count = 0; count < wanted.framesEach; count++) parts.push(Buffer.from('FRAME\n', 'latin1'), frame)
  }
  writeFileSync(path, Buffer.concat(parts))
}

function isFilm(source: QrSource | readonly (QrSource | null)[]): source is readonly (QrSource | null)[] {
  if (!Array.isArray(source)) return false
  const first: unknown = source[0]
  return !(Array.isArray(first) && typeof first[0] === 'boolean')
}

function frameOf(source: QrSource | null, shape: VideoShape): Uint8Array {
  const { width, height } = shape
  const wall: Picture = { width: 1, height: 1, grey: Uint8Array.of(shape.background) }
  const seen = placeInFrame(source === null ? wall : pictureOf(source), width, height, shape.share, shape.background)
  const chromaBytes = 2 * Math.ceil(width / 2) * Math.ceil(height / 2)
  const frame = new Uint8Array(width * height + chromaBytes).fill(NEUTRAL_CHROMA)
  for (let index = 0; index < seen.grey.length; index++) frame[index] = studioLuma(seen.grey[index] ?? 0)
  return frame
}

function pictureOf(source: QrSource): Picture {
  if (source instanceof Uint8Array) return readPng(source)
  return 'grey' in source ? source : pictureOfMatrix(source)
}

/** Video luma runs from 16 to 235 (ITU-R BT.601). */
function studioLuma(grey: number): number {
  return 16 + Math.round((grey * 219) / 255)
}
