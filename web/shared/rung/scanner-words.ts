/** What each rung of the degradation ladder means at a gate or a testing desk: what works, what does not, what to do. One sentence a rung. */
import type { RungWords } from './heard-rung.ts'

export const scannerRungWords: RungWords = {
  'zh-CN': {
    1: '验码和采样照常，只有后台报表暂停，请继续工作。',
    2: '验码和采样照常，查询以往记录暂停，请继续工作。',
    3: '验码和采样照常；居民手机暂不更新凭证，请按出示的码核验。',
    4: '验码照常，采样记录照常上传；其他查询暂停，请继续工作。',
    5: '验码和采样在本机照常进行；记录稍后自动上传，请不要清除数据。',
  },
  en: {
    1: 'Checking and sampling go on as always; only reports are paused, so carry on.',
    2: 'Checking and sampling go on as always; past records are paused, so carry on.',
    3: 'Checking and sampling go on as always; phones renew no passes now, so check the code shown.',
    4: 'Checking goes on and samples are still sent; look-ups are paused, so carry on.',
    5: 'Checking and sampling go on here; records are kept and sent later, so do not clear this device.',
  },
}
