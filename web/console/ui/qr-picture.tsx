/** A QR code drawn as one path, so that it stays sharp at any size and needs no image source. */
import encodeQR from 'qr'
import { useMemo } from 'react'

const quietZone = 2

export function QrPicture({ text, label, size }: { text: string; label: string; size: number }) {
  const { path, side } = useMemo(() => drawn(text), [text])
  return (
    <svg width={size} height={size} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

function drawn(text: string): { path: string; side: number } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: quietZone })
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return { path, side: rows.length }
}
