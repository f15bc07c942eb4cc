// Kasa şeridinin ve müşteri ekranının Türkçe metinleri; bu pencereler başka katalog yüklemez.

import type { Texts } from './en';
import type { side as english } from './side.en';

export const side: Texts<typeof english> = {
  strip: {
    code: 'Müşteri kodu',
    no_code: 'Kod altı rakamdır.',
    clear: 'Son hareketlere dön',
    latest: 'Son hareketler',
    nothing: 'Henüz bir hareket gelmedi.',
    not_listening: 'Kayıt gelemiyor. Nedeni ana pencerede.',
    failed: 'Kayıtlar okunamıyor. Nedeni ana pencerede.',
    open_main: 'Ana pencereyi aç',
    unknown: 'Bu kodla henüz kayıt yok',
    unknown_next: 'Rakamlara bakın ya da işleme devam edin.',
    several: 'Bu kodu iki dükkân biliyor',
    several_next: 'Ana pencerede seçin.',
    open: 'Aç',
    stamps_unknown: 'Damga bilinmiyor',
    to_go: { one: '{{count}} damga kaldı', other: '{{count}} damga kaldı' },
    full: 'Kart doldu',
    points: { one: '{{count}} puan', other: '{{count}} puan' },
    reward: 'Ödül: {{coupon}}',
    reward_plain: 'Bekleyen ödülü var',
    rewards: { one: 'Bekleyen {{count}} ödülü var', other: 'Bekleyen {{count}} ödülü var' },
    event: {
      stamps: { one: '+{{count}} damga', other: '+{{count}} damga' },
      stamps_unsaid: 'Damga',
      filled: 'Kart doldu, ödül çıktı',
      points: { one: '+{{count}} puan', other: '+{{count}} puan' },
      points_unsaid: 'Puan',
      spent: { one: '−{{count}} puan', other: '−{{count}} puan' },
      spent_unsaid: 'Puan harcandı',
      used: 'Ödül kullanıldı',
      joined: 'Yeni müşteri',
    },
  },
  display: {
    welcome: 'Hoş geldiniz',
    welcome_hint: 'Kodunuzu gösterin, kartınız burada görünsün.',
    hello: 'Merhaba',
    hello_named: 'Merhaba {{name}}',
    glad: 'Sizi görmek güzel.',
    card: 'Damga kartı: {{per_card}} damgadan {{stamps}} tanesi dolu',
    to_go: { one: 'Ödülünüze 1 damga kaldı', other: 'Ödülünüze {{count}} damga kaldı' },
    full: 'Kartınız doldu!',
    stamps: { one: 'damga', other: 'damga' },
    reward: { one: 'Bir ödülünüz var', other: '{{count}} ödülünüz var' },
    points: { one: 'puan', other: 'puan' },
  },
  demo: 'Deneme: veriler gerçek değildir',
};
