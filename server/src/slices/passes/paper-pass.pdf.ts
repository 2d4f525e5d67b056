/**
 * The sheet a paper pass is printed on: A6, one large QR, both languages, a font that has every Chinese name. Pure but for reading the font.
 */
import { createRequire } from 'node:module'
import pdfmake from 'pdfmake'
import encodeQr from 'qr'

export interface PaperPass {
  /** What the QR says. */
  readonly text: string
  readonly nameMasked: string
  readonly documentMasked: string
  readonly regionNames: Readonly<Record<'zh-CN' | 'en', string>>
  /** Local days, YYYY-MM-DD. */
  readonly issuedOn: string
  readonly lastDay: string
}

const font = (weight: string, name: string): string =>
  createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${name}.ttf`)
const fonts = { NotoSansSC: { normal: font('400Regular', '400Regular'), bold: font('700Bold', '700Bold') } }
const fontFiles = new Set(Object.values(fonts.NotoSansSC))

pdfmake.setFonts(fonts)
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path: string) => fontFiles.has(path))

/** Points (1/72 inch). A6 is 298 by 420. */
const page = { margin: 22, qr: 200 }

/** The sheet as PDF bytes. */
export async function renderPaperPass(pass: PaperPass): Promise<Uint8Array> {
  const svg = encodeQr(pass.text, 'svg', { ecc: 'medium', border: 4 })
  const line = (zh: string, en: string, size = 9) => [
    { text: zh, fontSize: size, alignment: 'center' as const },
    { text: en, fontSize: size - 2, alignment: 'center' as const, color: '#444444' },
  ]
  const document = pdfmake.createPdf({
    pageSize: 'A6',
    pageMargins: page.margin,
    defaultStyle: { font: 'NotoSansSC', fontSize: 9 },
    info: { title: 'Evergate paper pass', creator: 'Evergate', producer: 'Evergate' },
    content: [
      { text: `${pass.regionNames['zh-CN']} 纸质健康码`, fontSize: 15, bold: true, alignment: 'center' },
      { text: `${pass.regionNames.en} paper health pass`, fontSize: 9, alignment: 'center', color: '#444444' },
      { svg, width: page.qr, alignment: 'center', margin: [0, 4, 0, 4] },
      { text: `${pass.nameMasked}　${pass.documentMasked}`, fontSize: 11, bold: true, alignment: 'center' },
      ...line(`${pass.issuedOn} 签发，${pass.lastDay} 止有效`, `Issued ${pass.issuedOn}, good to the end of ${pass.lastDay}`),
      { text: '', margin: [0, 3] },
      ...line('请与身份证件一并出示。颜色以扫码结果为准。', 'Show it with your identity document. Scanning tells the colour.'),
      ...line(
        '补打后旧码作废。遗失请到社区重新打印。',
        'Printing a new one cancels this one. Lost it? Print anew at your community office.',
        8,
      ),
    ],
  })
  return document.getBuffer()
}
