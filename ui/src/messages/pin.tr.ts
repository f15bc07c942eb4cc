// İşletme sahibinin PIN kodu: Türkçe metinler.

import type { Texts } from './en';
import type { pin as english, pinErrors as englishErrors } from './pin.en';

export const pin: Texts<typeof english> = {
  pin: {
    title: 'İşletme sahibinin PIN’i',
    label: 'PIN',
    what: 'Bu bölüm işletme sahibi içindir. Devam etmek için PIN’i girin.',
    digits: 'Rakamlar',
    erase: 'Son rakamı sil',
    unlock: 'Kilidi aç',
    lock: 'Kilitle',
    locked: 'kilitli',
    cancel: 'Vazgeç',
    wrong: 'PIN yanlış.',
    scanned: 'Bu bir okuyucudan geldi. PIN elle yazılır.',
    wait: 'Çok fazla yanlış PIN girildi. {{time}} sonra yeniden denenebilir.',
    forgotten: 'Unuttunuz mu? İşletme sahibinin ne yapacağı yardımda (F1) yazar.',
    is_set: 'belirlendi',
    not_set: 'yok',
    keeps:
      'PIN belirlerseniz çalışanlarınız kasayı, koduyla açılan müşteriyi ve kuponları görür. Raporlar, müşteri ve puan listeleri, dışa aktarma, müşteri silme, anahtarlar ve ayarlar yalnızca size açılır.',
    set: 'PIN belirle',
    change: 'PIN’i değiştir',
    remove: 'PIN’i kaldır',
    remove_what: 'Kaldırınca her şey, bu bilgisayarı kullanan herkese yeniden açılır.',
    old: 'Şimdiki PIN',
    new: 'Yeni PIN',
    again: 'Bir kez daha',
    shape: 'Dört ile sekiz rakam arası.',
    shape_wrong: 'PIN dört ile sekiz rakam arasında olur; başka bir şey içermez.',
    different: 'İkisi aynı değil.',
    remember: 'Aklınızda tutun: PIN sonradan okunamaz. Beş yanlış denemeden sonra beklemek gerekir.',
    show: 'PIN’i göster',
    hide: 'PIN’i gizle',
    keep: 'Kaydet',
    now_set: 'PIN belirlendi.',
    now_gone: 'PIN kaldırıldı.',
    idle: 'Siz yokken şu süre sonunda kendiliğinden kilitlensin',
    minutes_one: '{{count}} dakika',
    minutes_other: '{{count}} dakika',
  },
};

/** Ters gidebilecekler için aynı dille. */
export const pinErrors: Texts<typeof englishErrors> = {
  locked: {
    title: 'Bu bölüm işletme sahibi içindir.',
    remedy: 'Kilidi PIN ile açıp yeniden deneyin.',
  },
  wrong_pin: {
    title: 'PIN yanlış.',
    remedy: 'Yeniden deneyin; beş yanlış denemeden sonra beklemek gerekir.',
  },
  pin_wait: {
    title: 'Çok fazla yanlış PIN girildi.',
    remedy: 'Biraz bekleyip yeniden deneyin.',
  },
  pin: {
    title: 'PIN denetlenemedi ya da kaydedilemedi.',
    remedy:
      'Veri klasörünün okunup yazılabildiğini kontrol edin. Düzelmezse işletme sahibinin ne yapacağı yardımda (F1) yazar.',
  },
};
