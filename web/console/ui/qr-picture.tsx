/** A QR code, sharp at any size. */
import { useMemo } from 'react'
import { drawQr } from '../../shared/qr.ts'

export function QrPicture({ text, label, size }: { text: string; label: string; size: number }) {
  const drawing = useMemo(() => drawQr(text), [text])
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${drawing.size} ${drawing.size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={drawing.size} height={drawing.size} fill="#fff" />
      <path d={drawing.path} fill="#000" />
    </svg>
  )
}
