// Yan pencereler için ayarların Türkçe metinleri.

import type { Texts } from './en';
import type { sideWindows as english } from './side-windows.en';

export const sideWindows: Texts<typeof english> = {
  side_windows: {
    title: 'Kasa programının yanında',
    strip: 'Kasa şeridi',
    strip_hint: 'Kasa programının üstünde duran küçük pencere: kod alanı, son üç hareket, bekleyen ödüller.',
    display: 'Müşteri ekranı',
    display_hint:
      'Müşterileriniz için ikinci ekran: kartları büyük görünür, adlarının yalnızca ilk harfi yazılır. İkinci bir monitör varsa onu kaplar.',
    to_front: 'Göster',
    to_front_what: 'Göster: {{window}}',
    stays: 'Bir müşteri ekranda şu kadar kalır',
    seconds: '{{count, number}} sn',
  },
};
