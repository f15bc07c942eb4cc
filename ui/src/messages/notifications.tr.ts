// Bildirimler için ayarların Türkçe metinleri.

import type { Texts } from './en';
import type { notifications as english } from './notifications.en';

export const notifications: Texts<typeof english> = {
  notifications: {
    title: 'Bildirimler',
    what: 'Stampdesk önde değilken önemli olanı masaüstü haber verir. Bildirime tıklayınca ilgili yer açılır.',
    on: 'Bildirimleri göster',
    coupons: 'Bekleyen ödül',
    coupons_hint: 'Kuponu olan bir müşteri az önce geldiyse. Dakikada en çok bir bildirim.',
    trouble: 'Bağlantı sorunu',
    trouble_hint: 'Kayıt gelemiyorsa ya da alışılmadık bir sessizlik varsa. Düzelene kadar bir kez.',
    quiet: 'Sessiz saatler',
    quiet_hint: 'Bu saatlerde bildirim gösterilmez. Süren bir sorun sonra haber verilir.',
    from: 'Başlangıç',
    to: 'Bitiş',
    wrong: 'Saatleri 22:00 gibi yazın; ikisi aynı olamaz.',
  },
};
