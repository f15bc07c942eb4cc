// İlk açılışın Türkçe metinleri.

import type { Texts } from './en';
import type { firstStart as english } from './first-start.en';

export const firstStart: Texts<typeof english> = {
  first_start: {
    label: 'İlk açılış',
    progress: '{{place}} / {{of}}',
    next: 'İleri',
    later: 'Sonra',
    later_hint: 'Kuruluma Bağlantı ekranından devam edebilirsiniz.',
    anyway: 'Yine de devam et',
    done: 'tamam',
    step: {
      welcome: 'Hoş geldiniz',
      way: 'Bu bilgisayara giden yol',
      register: 'Adresi bildirme',
      secret: 'İmza anahtarı',
      test: 'İlk kayıt',
    },
    title: {
      welcome: 'Stampdesk’e hoş geldiniz',
      way: 'Bu bilgisayara bir yol açın',
      register: 'Bu adresi Loyalite’ye bildirin',
      secret: 'İmza anahtarını yapıştırın',
      test: 'İlk kayıt gelsin',
    },
    arrived: 'İlk kayıt geldi',
    open: {
      way: 'Bu bilgisayara ulaşılana dek hiçbir kayıt gelmez. Bundan sonra yaptıklarınız saklanır, ama ancak yol açılınca denenebilir.',
      register: 'Adres olmadan bildirilecek bir şey yoktur; Loyalite de hiçbir şey gönderemez.',
      secret: 'Anahtar olmadan gelen her kayıt, deneme de dahil, geri çevrilir.',
    },
  },
  first_welcome: {
    language: 'Dil',
    live: 'Loyalite programınızdaki her damga, puan ve kupon, olduğu anda karşınızda.',
    look_up: 'Altı haneyi yazın ya da okutun: müşterinin kartı, puanı ve bekleyen ödülleri.',
    offline:
      'İnternet kesilince de çalışır. Kayıtlar o sırada Loyalite’de bekler; Loyalite onları yaklaşık 8 saat 36 dakika boyunca ulaştırmayı dener.',
    ahead:
      'Dört kısa adım bu bilgisayarı Loyalite’ye bağlar. İstediğiniz an bırakıp sonra sürdürebilirsiniz.',
    begin: 'Başla',
    not_now: 'Şimdi değil',
  },
  first_way: {
    why: 'Loyalite kayıtları yalnızca internete açık bir https adresine gönderir; bu bilgisayar ise dışarıdan kimseyi içeri almayan bir modemin arkasındadır.',
    another: 'Başka bir yol seç',
    keep: 'Olduğu gibi kalsın',
    check: 'Yeniden kontrol et',
    checking: 'Kontrol ediliyor…',
  },
  first_register: {
    address: 'Kayıtlarınızın gönderileceği adres',
    copy: 'Kopyala',
    copied: 'Kopyalandı',
    not_copied: 'Kopyalanamadı: adresi seçip Ctrl+C tuşlarına basın.',
    where: 'Loyalite’nin işletme uygulamasında',
    open: 'Şurayı açın:',
    paste: 'Adresi yapıştırın.',
    all: '“All Events” seçeneğini seçin.',
    save: 'Kaydedin.',
    once: 'Ardından o sayfayı açık bırakın',
    once_why:
      'Loyalite şimdi bir imza anahtarı gösterir, hem de yalnızca bir kez. Oradan kopyalayın; bir sonraki adımda yapıştıracaksınız.',
    changes: 'Bu adres yalnızca denemek için',
    changes_why:
      'Tünel her başladığında adres değişir ve yeniden bildirilmesi gerekir. Her gün kullanmak için adresi değişmeyen bir yol seçin.',
    none: 'İnternete açık bir adres henüz yok',
    none_why: 'Adres, 2. adımda seçtiğiniz yolla birlikte gelir.',
    to_way: '2. adıma dön',
  },
  first_secret: {
    paste: 'Anahtarı yapıştır',
    kept: 'İmza anahtarınız saklandı',
    kept_why: 'Devam edebilirsiniz. Loyalite daha yeni bir anahtar gösterdiyse onunla değiştirin.',
    kept_names: 'Saklanan: {{labels}}',
    gone: 'Anahtar artık görünmüyor mu?',
    gone_why:
      'Orada “Rotate Secret” düğmesine basın: Loyalite yeni bir anahtar gösterir, eskisi geçersiz olur.',
    unregistered: 'Adresi henüz bildirmediniz mi?',
    to_register: '3. adıma dön',
  },
  first_test: {
    loyalite: 'Loyalite’den',
    loyalite_why: 'Adresinizin yanındaki “Test” düğmesine basın:',
    own: 'Buradan',
    own_why:
      'Stampdesk, internetteki kendi adresine sizin anahtarınızla imzalanmış bir deneme gönderir. Hiçbir sayıyı değiştirmez.',
    send: 'Deneme gönder',
    sending: 'Yolda…',
    waiting: 'İlk kayıt bekleniyor…',
    waiting_why: 'Gelince burada kendiliğinden görünür.',
    arrived: 'Gelenler',
    was_test: 'Denemeydi',
    undo: 'Geri al',
    proven: 'Neler kanıtlandı',
    works: 'Çalışıyor',
    came: 'Ulaştı',
    done: 'Kasaya geç',
  },
  first_outcome: {
    arrived: 'İnternete çıktı ve adresinizden geri geldi.',
    elsewhere:
      'Adresteki biri denemeyi kabul etti, ama deneme bu mağazanın kayıtlarında yok: orada başka bir program yanıt veriyor.',
    status_401:
      'Adres yanıt veriyor ama anahtarınızı tanımıyor: orada başka bir Stampdesk var ya da anahtarı başka.',
    status_502:
      'Tünel yanıt veriyor ama arkasında Stampdesk’i bulamıyor. Tünel, Stampdesk’in dinlediği adrese gitmeli.',
    status_503:
      'Adres yanıt veriyor ama orada şu anda kayıt alınamıyor: ya tünelin arkasında Stampdesk yok ya da Stampdesk’in anahtarı yok veya diski dolu.',
    status_other:
      'Adresten {{status}} yanıtı geliyor; Stampdesk böyle yanıt vermez. Adres başka bir programa gidiyor ya da önce oturum açılmasını istiyor.',
    unreachable: 'Adreste yanıt veren yok. Yolda neyin ters gittiğini 2. adım söyler.',
    no_secret: 'Okunabilen bir imza anahtarı yok, bu yüzden imza atılamıyor. Anahtarın yeri 4. adım.',
    way: 'Denemenin gönderileceği, internete açık bir adres yok. Bunun yeri 2. adım.',
  },
  first_proof: {
    reachable: 'Bu bilgisayara dışarıdan, güvenli bir bağlantıyla ulaşılıyor.',
    reachable_open: 'Bu bilgisayara dışarıdan ulaşıldığı: eksik olanı 2. adım söyler.',
    own_test: 'Kendi denememiz bütün yolu aştı: internete çıktı ve geri geldi.',
    own_test_open: 'Kendi denememiz: “Deneme gönder” düğmesine basın.',
    platform: 'Loyalite’nin kendisi, sizin anahtarınızla imzalanmış bir kayıt ulaştırdı.',
    platform_open:
      'Loyalite’nin kendi gönderisi: orada “Test” düğmesine basın ya da sıradaki müşteriyi bekleyin.',
    yes: 'Kanıtlandı:',
    no: 'Henüz açık:',
  },
};
