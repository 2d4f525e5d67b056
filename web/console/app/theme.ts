/** Type, one accent and calm surfaces: Mantine's theme for the console. The colours of codes are not here; they belong to ui/colour-mark. */
import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The accent: petrol blue, far from the green, yellow and red that mean something here. Shade 7 on white has a contrast of 7.0. */
const petrol: MantineColorsTuple = [
  '#eef6f8',
  '#d9e9ee',
  '#b3d4de',
  '#86bac9',
  '#5b9fb3',
  '#37859b',
  '#1f7189',
  '#0f5f78',
  '#0b4c61',
  '#08394a',
]

const slate: MantineColorsTuple = [
  '#f5f7f7',
  '#e9edee',
  '#d8dfe1',
  '#bcc7cb',
  '#93a2a8',
  '#6b7c83',
  '#51626a',
  '#3d4d54',
  '#28363c',
  '#162228',
]

const fontFamily = [
  'system-ui',
  '-apple-system',
  '"Segoe UI"',
  '"PingFang SC"',
  '"Microsoft YaHei"',
  '"Noto Sans CJK SC"',
  '"Noto Sans SC"',
  'sans-serif',
].join(', ')

export const theme = createTheme({
  colors: { petrol, gray: slate },
  primaryColor: 'petrol',
  primaryShade: 7,
  black: '#162228',
  fontFamily,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", Menlo, Consolas, monospace',
  headings: {
    fontFamily,
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.25' }, h2: { fontSize: '1.0625rem', lineHeight: '1.4' } },
  },
  defaultRadius: 'sm',
  radius: { sm: '6px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Paper: { defaultProps: { withBorder: true, radius: 'md' } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 } } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } },
    PasswordInput: { defaultProps: { autoCapitalize: 'none', spellCheck: false } },
  },
})
