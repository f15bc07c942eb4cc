// Pencerenin çevresindekilerin Türkçe metinleri: bilgisayarla başlama, kapatma, çıkma ve duraklatılan sesler.

import type { Texts } from './en';
import type { tray as english } from './tray.en';

export const tray: Texts<typeof english> = {
  tray: {
    start: 'Başlatma ve kapatma',
    autostart: 'Bilgisayarla birlikte başlat',
    autostart_hint: 'Saatin yanında, gizli başlar. Kayıtlar ilk dakikadan alınır.',
    autostart_elsewhere:
      'Bu pencere, yalnızca bu çalıştırma için belirtilmiş bir veri klasörüyle açıldı; bu yüzden bilgisayarla birlikte başlatılamaz.',
    autostart_failed:
      'Bu değiştirilemedi. Bu kullanıcının başlangıç programlarını değiştirebildiğini kontrol edin.',
    autostart_question: 'Stampdesk bu bilgisayarla birlikte başlasın mı?',
    autostart_why:
      'Böylece açılış saatinden itibaren, saatin yanında gizli olarak kayıtları alır. Ayarlar’dan değiştirebilirsiniz.',
    autostart_yes: 'Evet, başlasın',
    autostart_no: 'Hayır',
    closing:
      'Pencereyi kapatmak onu gizler; kayıtlar alınmaya devam eder. Saatin yanındaki simge ya da Stampdesk’i yeniden başlatmak pencereyi geri getirir. Ctrl+Q tamamen kapatır.',
    quit: 'Stampdesk’ten çık; pencereyi kapatmak yalnızca gizler',
    paused: 'Sesler {{time}} saatine kadar duraklatıldı.',
    resume: 'Sesleri yeniden aç',
  },
};
