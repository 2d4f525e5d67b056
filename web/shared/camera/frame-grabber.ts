// Takes the part of a video frame that the viewfinder shows, at a size that decodes fast.
import type { Frame } from './frame.ts'

/** Longest side handed to the decoder, in pixels: a version 11 code (61 modules) filling a third of it still has over four pixels a module. */
export const FRAME_SIDE_MAX = 800

export interface Crop {
  readonly left: number
  readonly top: number
  readonly side: number
  readonly drawn: number
}

/** The middle square of a frame, and how large it is drawn. */
export function cropOf(videoWidth: number, videoHeight: number): Crop {
  const side = Math.min(videoWidth, videoHeight)
  return { left: (videoWidth - side) >> 1, top: (videoHeight - side) >> 1, side, drawn: Math.min(side, FRAME_SIDE_MAX) }
}

/** Null until the video has its first frame. */
export function makeFrameGrabber(video: HTMLVideoElement): () => Frame | null {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  return () => {
    if (context === null || video.readyState < video.HAVE_CURRENT_DATA || video.videoWidth === 0) return null
    const { left, top, side, drawn } = cropOf(video.videoWidth, video.videoHeight)
    if (canvas.width !== drawn) canvas.width = drawn
    if (canvas.height !== drawn) canvas.height = drawn
    context.drawImage(video, left, top, side, side, 0, 0, drawn, drawn)
    const pixels = context.getImageData(0, 0, drawn, drawn)
    return { width: drawn, height: drawn, rgba: pixels.data }
  }
}
