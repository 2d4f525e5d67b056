/** What each rung of the degradation ladder means to a resident: what works, what does not, what to do. One sentence a rung. */
import type { RungWords } from './heard-rung.ts'

export const residentRungWords: RungWords = {
  'zh-CN': {
    1: '现在系统较忙，您需要的功能都照常，什么也不用做。',
    2: '健康码照常出示；检测记录和消息显示的是手机里保存的内容，暂不更新，请稍后再看。',
    3: '健康码照常出示，颜色照常核验；凭证暂不更新，手机里的够用，不用反复点“更新”。',
    4: '健康码照常出示，采样照常进行；其他事项暂停办理，请过一会儿再来。',
    5: '健康码不靠服务器，照常出示；服务器暂不应答，不用刷新，请不要卸载或清除数据。',
  },
  en: {
    1: 'The system is busy: everything you need works as always, and there is nothing to do.',
    2: 'Your code works as always; test records and messages are shown as this phone last saved them, so look again later.',
    3: 'Your code works as always and gates see its colour; passes are not renewed now, the one you hold is enough, no need to press update.',
    4: 'Your code works as always and sampling goes on; everything else is paused, please come back later.',
    5: 'Your code works without the server; the server does not answer now, so just show your code and do not remove the app or its data.',
  },
}

/** The same to somebody whose phone has no code yet. */
export const newcomerRungWords: RungWords = {
  'zh-CN': {
    1: '现在系统较忙，登记照常，可能要多等一会儿。',
    2: '登记暂停，请稍后再来；在此之前，入口可以查验身份证件或纸质凭证。',
    3: '登记暂停，先保已有的健康码照常；在此之前，入口可以查验身份证件或纸质凭证。',
    4: '登记暂停，采样照常进行；在此之前，入口可以查验身份证件或纸质凭证。',
    5: '服务器暂不应答，请稍后再登记；在此之前，入口可以查验身份证件或纸质凭证。',
  },
  en: {
    1: 'The system is busy: registering works as always and may take a little longer.',
    2: 'Registering is paused, please come back later; until then entrances can check your document or a paper pass.',
    3: 'Registering is paused so that existing codes go on working; until then entrances can check your document or a paper pass.',
    4: 'Registering is paused while sampling goes on; until then entrances can check your document or a paper pass.',
    5: 'The server does not answer now, please register later; until then entrances can check your document or a paper pass.',
  },
}
