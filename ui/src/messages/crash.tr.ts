// Stampdesk'in kendi arızalarıyla ilgili Türkçe metinler.

import type { crash as english } from './crash.en';
import type { Texts } from './en';

export const crash: Texts<typeof english> = {
  crash: {
    safe: {
      title: 'Güvenli kip: saklanan kayıtlar görünüyor, yenileri alınmıyor.',
      failed_starts:
        'Stampdesk art arda iki kez açılırken kapandı. Müşterilere ve raporlara her zamanki gibi bakabilirsiniz. Loyalite yaklaşık sekiz saat boyunca yeniden dener; o zamana dek hiçbir şey kaybolmaz.',
      asked:
        'Güvenli kipte açıldı. Müşterilere ve raporlara her zamanki gibi bakabilirsiniz. Loyalite yaklaşık sekiz saat boyunca yeniden dener; o zamana dek hiçbir şey kaybolmaz.',
      start: 'Normal başlat',
      starting: 'Başlatılıyor…',
    },
    restarted: {
      title: {
        listening: '{{time}}: kayıtları dinleyen bölüm arızalandı ve kendiliğinden yeniden başladı.',
        road: '{{time}}: internetten gelen yol arızalandı ve kendiliğinden yeniden başladı.',
        backups: '{{time}}: günlük yedekleme arızalandı ve kendiliğinden yeniden başladı.',
        upkeep: '{{time}}: Stampdesk’in bir bölümü arızalandı ve kendiliğinden yeniden başladı.',
        window: '{{time}}: canlı görünüm arızalandı ve kendiliğinden yeniden başladı.',
      },
      text: 'Saklanan kayıtlara bir şey olmadı; o sırada yolda olan bir kaydı Loyalite yeniden gönderir. Sorun raporu, bu bilgisayarla ilgilenen kişinin işine yarar.',
    },
    ended: {
      title: 'Stampdesk’te yakın zamanda bir arıza oldu.',
      text: 'Şimdi yeniden çalışıyor; saklanan kayıtlara bir şey olmadı. Sorun raporu, bu bilgisayarla ilgilenen kişinin işine yarar.',
    },
    report: {
      open: 'Sorun raporu…',
      title: 'Sorun raporları',
      what: 'Bu bilgisayarla ilgilenen kişi içindir. Neyin, ne zaman ve hangi sürümde arızalandığını yazar; içinde müşteri, anahtar ya da ad yoktur. Kendiliğinden hiçbir yere gönderilmez.',
      newest: 'En yenisi üstte; saatler UTC',
      none: 'Kayda geçen bir sorun yok.',
      some_one: '{{count, number}} rapor, {{date}} tarihli',
      some_other: '{{count, number}} rapor, en yenisi {{date}} tarihli',
      copy: 'Kopyala',
      copied: 'Kopyalandı',
      save: 'Dosya olarak kaydet',
      saved: 'Kaydedildi: {{path}}',
    },
  },
};
