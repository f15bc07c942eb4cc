// Türkçe katalog. Kısa, nazik, dükkân diliyle.

import { connectionScreen } from './connection.tr';
import { customersScreen } from './customers.tr';
import { crash } from './crash.tr';
import { data } from './data.tr';
import { dayClose } from './day-close.tr';
import type { Catalogue } from './en';
import { firstStart } from './first-start.tr';
import { help } from './help.tr';
import { lists } from './lists.tr';
import { notifications } from './notifications.tr';
import { pin, pinErrors } from './pin.tr';
import { reports } from './reports.tr';
import { shell } from './shell.tr';
import { tray } from './tray.tr';
import { sideWindows } from './side-windows.tr';

export const tr: Catalogue = {
  app: {
    name: 'Stampdesk',
    demo: 'Deneme verisi: buradaki müşteriler ve sayılar gerçek değildir',
    loading: 'Bir saniye…',
    back: 'Geri',
    retry: 'Yeniden dene',
    stale: 'Gördükleriniz daha önceki bilgiler.',
    dismiss: 'Anladım',
    as_of: 'Saat {{time}} itibarıyla',
    more: 'Daha fazla göster',
    unknown: 'bilinmiyor',
  },
  nav: {
    label: 'Ekranlar',
    counter: 'Kasa',
    customers: 'Müşteriler',
    coupons: 'Kuponlar',
    points: 'Puanlar',
    reports: 'Raporlar',
    connection: 'Bağlantı',
    settings: 'Ayarlar',
  },
  controls: {
    language: 'Dil',
    turkish: 'Türkçe',
    english: 'English',
    system: 'Sistem',
    light: 'Açık',
    dark: 'Koyu',
    organization: 'Mağaza',
    all_organizations: 'Tüm mağazalar',
  },
  code: {
    label: 'Müşteri kodu',
    hint: 'Altı haneyi yazın ya da kodu okutun.',
    no_code: 'Bu bir müşteri kodu değil: kod altı rakamdan oluşur.',
  },
  today: {
    title: 'Bugün',
    stamps: 'Verilen damga',
    points_earned: 'Kazanılan puan',
    points_spent: 'Harcanan puan',
    coupons_issued: 'Verilen kupon',
    coupons_used: 'Kullanılan kupon',
    new_customers: 'Yeni müşteri',
    customers_served: 'Gelen müşteri',
  },
  feed: {
    title: 'Neler oluyor',
    filter: 'Göster',
    all: 'Hepsi',
    stamps: 'Damga',
    points: 'Puan',
    coupons: 'Kupon',
    customers: 'Katılan',
    set_aside: 'Kenarda',
    new_one: '{{count, number}} yeni',
    new_other: '{{count, number}} yeni',
    new_beyond: '{{count, number}}+ yeni',
    older: 'Öncekiler getiriliyor…',
    end: 'Bu bilgisayardaki kayıtlar burada başlıyor.',
    late: 'geç ulaştı, olay saati {{time}}',
    empty_title: 'Henüz bir şey yok',
    empty_text: 'Damgalar, puanlar, kuponlar ve yeni müşteriler, program bildirdiği anda burada görünür.',
    empty_filter: 'Bu türden bir kayıt henüz yok.',
    waiting_reached:
      'Bu bilgisayara ulaşılabiliyor; kayıtlar bekleniyor. Yapmanız gereken başka bir şey yok.',
    waiting_here: 'Bu bilgisayar dinliyor. Loyalite’nin ona ulaşıp ulaşmadığı Bağlantı’da görünür.',
    waiting_off: 'Bağlantı henüz hazır değil; nedeni Bağlantı’da yazıyor.',
    mark_test: 'Denemeydi',
    mark_real: 'Gerçekti',
  },
  event: {
    stamps_earned_one: '{{count, number}} damga kazandı',
    stamps_earned_other: '{{count, number}} damga kazandı',
    card_filled: 'Kartını doldurdu, kupon kazandı: {{coupon}}',
    card_filled_plain: 'Kartını doldurdu, kupon kazandı',
    points_earned_one: '{{count, number}} puan kazandı',
    points_earned_other: '{{count, number}} puan kazandı',
    points_spent_one: '{{count, number}} puan harcadı',
    points_spent_other: '{{count, number}} puan harcadı',
    points_spent_earned_one: '{{spent}} puan harcadı, {{count, number}} puan kazandı',
    points_spent_earned_other: '{{spent}} puan harcadı, {{count, number}} puan kazandı',
    coupon_used: 'Kuponunu kullandı: {{coupon}}',
    coupon_used_plain: 'Kuponunu kullandı',
    enrolled: 'Programa katıldı',
    stamps_unsaid: 'Damga kazandı',
    points_earned_unsaid: 'Puan kazandı',
    points_spent_unsaid: 'Puan harcadı',
    unknown_kind: 'Yeni türde bir kayıt: {{name}}',
    unknown_kind_why: 'Stampdesk bu türü henüz tanımıyor. Kayıt saklandı, hesaba katılmadı.',
    set_aside: 'Kenara ayrılmış bir kayıt',
    unreadable: 'Okunamadı. Saklandı, hesaba katılmadı.',
    future: 'Tarihi gelecekte görünüyor. Saklandı, hesaba katılmadı.',
    missing: '“{{field}}” bilgisi eksik. Saklandı, hesaba katılmadı.',
    own_test: 'Stampdesk’in denemesi',
    own_test_why: 'Stampdesk bunu kendine gönderdi. Saklanır, hiçbir sayıyı değiştirmez.',
    marked_test: 'Deneme: {{said}}',
    set_aside_why: 'Saklandı, hesaba katılmadı.',
    points_one: 'puan',
    points_other: 'puan',
    remaining: 'kalan {{amount}}',
  },
  customer: {
    title: 'Müşteri',
    member_since: '{{date}} tarihinden beri üye',
    member_since_unknown: 'Üyelik tarihi bilinmiyor',
    last_seen: 'Son görülme: {{ago}}',
    no_email: 'E-posta bilinmiyor',
    card: 'Sadakat kartı',
    card_name: 'Sadakat kartı: {{max}} damgadan {{balance}} tanesi dolu',
    card_unknown: 'Damga sayısı bilinmiyor',
    card_unknown_why: 'Bu bilgisayardaki hiçbir kayıt, müşterinin kaç damgası olduğunu söylemiyor.',
    to_go_one: '{{count, number}} damga kaldı',
    to_go_other: '{{count, number}} damga kaldı',
    full: 'Kart doldu',
    derived: 'Kart dolduktan sonra bu bilgisayar hesapladı; sonraki damga kesinleştirir.',
    points: 'Puan',
    coupons: 'Kuponlar',
    no_coupons: 'Kuponu yok.',
    reward_waiting_one: 'Bekleyen ödülü var: {{coupon}}',
    reward_waiting_other: 'Bekleyen {{count, number}} ödülü var',
    reward_waiting_hint: 'Müşteriye haber verin; kullanırken kuponu okutun.',
    waiting: 'Bekliyor',
    used: 'Kullanıldı',
    coupon_plain: 'Kupon',
    issued: '{{date}} tarihinde verildi',
    issued_unknown: 'veriliş tarihi bilinmiyor',
    closed: 'Kapatıldı',
    closed_on: '{{date}} tarihinde elle kapatıldı',
    used_on: '{{date}} tarihinde kullanıldı',
    ended_coupons_one: '{{count, number}} sonlanmış kupon',
    ended_coupons_other: '{{count, number}} sonlanmış kupon',
    timeline: 'Geçmiş',
    timeline_empty: 'Bu müşteriye ait kayıt henüz yok.',
    incomplete: 'Bu bilgisayar müşterinin bütün geçmişini bilmiyor.',
    gone: 'Bu müşteri artık bu bilgisayarın kayıtlarında yok.',
    arrived: 'ulaşma saati {{time}}',
  },
  mark: {
    began_before: 'Geçmişi, bu bilgisayar dinlemeye başlamadan önce başlamış.',
    stamps_missed:
      'Bu bilgisayar burada bir şey kaçırmış: {{expected}} damga beklenirken {{told}} bildirildi.',
    points_missed:
      'Bu bilgisayar burada bir şey kaçırmış: {{expected}} puan beklenirken {{told}} bildirildi.',
    coupon_not_announced: 'Bu kuponun verildiği bu bilgisayara bildirilmemiş.',
  },
  look_up: {
    unknown_title: 'Bu kodun henüz kaydı yok',
    unknown_text:
      'Bu koda ait hiçbir kayıt bu bilgisayara ulaşmadı. Bu bilgisayar {{date}} tarihinden beri dinliyor.',
    unknown_never: 'Bu koda ait hiçbir kayıt bu bilgisayara ulaşmadı. Bu bilgisayar henüz hiç dinlemedi.',
    unknown_member:
      'Müşteri yine de programın üyesi olabilir: daha önce üye olanlar ve başka yerde bildirilen ziyaretler burada bilinmez.',
    unknown_next:
      'Rakamları bir kez daha kontrol edin ya da işinize devam edin: sonraki ziyareti burada kendiliğinden görünür.',
    choose_title: 'Hangi müşteri?',
    choose_text: 'Bu kodu iki mağaza kullanıyor.',
  },
  ...lists,
  connection: {
    label: 'Bağlantı',
    on: 'Dinliyor',
    on_text: '{{address}} adresinde dinliyor.',
    no_secret: 'İmza anahtarı yok',
    no_secret_text: 'İmza anahtarı henüz girilmedi; bu yüzden gelen kayıtlar geri çevriliyor.',
    no_secret_remedy:
      'Loyalite’deki uç noktanızın anahtarını ekleyin. Loyalite yaklaşık sekiz saat boyunca yeniden dener; o zamana dek hiçbir şey kaybolmaz.',
    no_secret_action: 'Anahtarı ekle',
    secret_unreachable: 'Parola kasası kilitli',
    secret_unreachable_text:
      'İmza anahtarı bu bilgisayarın parola kasasında; parola kasası okunamadığı için gelen kayıtlar geri çevriliyor.',
    secret_unreachable_remedy:
      'Parola kasasının kilidini açın ya da imza anahtarını yeniden ekleyin. Loyalite yaklaşık sekiz saat boyunca yeniden dener; o zamana dek hiçbir şey kaybolmaz.',
    port_in_use: 'Adres kullanımda',
    port_in_use_text: '{{address}} adresini başka bir program kullanıyor; bu yüzden kayıt gelemiyor.',
    port_in_use_remedy:
      'O programı kapatın; adres boşalınca Stampdesk kendiliğinden devam eder. Ya da başka bir adres seçin.',
    held_elsewhere: 'Başka yerde açık',
    held_elsewhere_text:
      'Bu mağazanın kayıtları başka bir Stampdesk’te açık: {{holder}}. Kayıtlar oraya geliyor.',
    held_elsewhere_remedy: 'Burada dinlemek için onu kapatın; Stampdesk burada kendiliğinden devam eder.',
    failed: 'Dinleyemiyor',
    failed_text: 'Stampdesk {{address}} adresinde dinleyemiyor: {{message}}.',
    failed_remedy: 'Her saniye yeniden deneniyor; düzelmezse başka bir adres seçin.',
    restarting: 'Yeniden başlıyor',
    restarting_text: 'Stampdesk’in bir bölümü arızalandı; bu yüzden şu anda kayıt gelemiyor.',
    restarting_remedy: 'Kendiliğinden yeniden başlıyor; Loyalite yeniden dener, hiçbir şey kaybolmaz.',
    safe: 'Güvenli kip',
    safe_text: 'Stampdesk güvenli kipte çalışıyor; bu yüzden kayıt alınmıyor.',
    safe_remedy:
      '“Normal başlat”ı seçin. Loyalite yaklaşık sekiz saat boyunca yeniden dener; o zamana dek hiçbir şey kaybolmaz.',
    store_failed: 'Kayıtlar açılamadı',
    shut: 'Şu anda dinleyen yok.',
    taking_in: 'Kayıtlar alınıyor.',
    ready: 'Hazır, ilk kaydı bekliyor.',
    checking: 'Kontrol ediliyor',
    checking_text: 'Bu bilgisayara internetten ulaşılıp ulaşılamadığı kontrol ediliyor…',
    tunnel_missing: 'Tünel kurulu değil',
    tunnel_failed: 'Tünel çalışmıyor',
    no_internet: 'İnternet yok mu?',
    no_internet_text: 'Bu bilgisayarın interneti yok gibi görünüyor; kasa çalışmaya devam ediyor.',
    no_internet_remedy:
      'Nelere bakacağınız aşağıda yazıyor. Loyalite her kaydı yaklaşık sekiz saat boyunca yeniden dener; o zamana dek hiçbir şey kaybolmaz.',
    tunnel_down: 'Yol kapalı',
    other_answers: 'Yanlış yere gidiyor',
    certificate: 'Sertifika sorunu',
    no_address: 'Adres yok',
    cut_off_text: 'Loyalite büyük olasılıkla bu bilgisayara ulaşamıyor.',
    cut_off_remedy:
      'Neyin engel olduğu ve ne yapacağınız aşağıda yazıyor. Loyalite her kaydı yaklaşık sekiz saat boyunca yeniden dener; o zamana dek hiçbir şey kaybolmaz.',
    reachable: 'Bağlı',
    quiet: 'Fazla sessiz',
    quiet_text: 'Her zamankinden sessiz.',
    quiet_remedy:
      'Bu bilgisayara ulaşılabiliyor ama bu saatlerde olağan olandan daha uzun süredir kayıt gelmedi. Dükkân açıksa Loyalite’de kayıtların gönderilip gönderilmediğine bakın.',
    no_way: 'Bu bilgisayara internetten ulaşılıp ulaşılamadığı bilinmiyor: henüz bir yol seçilmedi.',
    continue_set_up: 'Kuruluma devam et',
    set_up: 'Adım adım kur',
    address: 'Adres {{address}}',
    last_event: 'Son kayıt {{ago}}',
    no_event: 'Henüz kayıt yok',
  },
  ...connectionScreen,
  ...customersScreen,
  ...crash,
  ...data,
  ...dayClose,
  ...firstStart,
  ...help,
  ...pin,
  ...reports,
  ...shell,
  ...notifications,
  ...tray,
  ...sideWindows,
  suspicion: {
    title: 'İmza anahtarıyla ilgili bir sorun var.',
    action: 'Bağlantıyı aç',
    banner: 'Kayıtlar geri çevriliyor: imzaları tutmuyor.',
    likely: {
      new_secret_never_fitted:
        'En yeni anahtar “{{label}}” hiçbir kayda uymadı; büyük olasılıkla yanlış girildi.',
      old_secret_removed: 'Kısa süre önce, Loyalite’nin hâlâ kullanıyor olabileceği bir anahtar kaldırıldı.',
      rotated_elsewhere: 'Büyük olasılıkla biri Loyalite’de Rotate Secret’a bastı.',
    },
    newSecretNeverFitted:
      'Kayıtlar geri çevriliyor: imzaları tutmuyor. En yeni anahtarınız “{{label}}” bugüne dek hiçbir kayda uymadı; büyük olasılıkla yanlış girildi ya da başka bir uç noktanın. Loyalite bir anahtarı yalnızca bir kez gösterir: elinizde kopyası yoksa Loyalite’de Account > Settings > Integrations > Webhooks altında Rotate Secret’a basın ve yeni anahtarı Stampdesk’e ekleyin.',
    oldSecretRemoved:
      'Kayıtlar geri çevriliyor: imzaları tutmuyor ve buradan kısa süre önce bir anahtar kaldırıldı. Loyalite yeniden gönderdiği kayıtlarda eski anahtarı kullanıyor olabilir. Eski anahtar hâlâ elinizdeyse yeniden ekleyin ve dokuz saat tutun. Değilse nelerin ulaştırılamadığına Loyalite’de Account > Settings > Integrations > Webhooks altında bakın.',
    rotatedElsewhere:
      'Kayıtlar geri çevriliyor: imzaları artık tutmuyor. Büyük olasılıkla biri Loyalite’de Rotate Secret’a bastı. Yeni anahtarı Stampdesk’e ekleyin. Anahtar kimsede yoksa Account > Settings > Integrations > Webhooks altında Rotate Secret’a bir kez daha basın. Loyalite yaklaşık sekiz saat boyunca yeniden dener; o zamana dek hiçbir şey kaybolmaz.',
  },
  notice: {
    kept_aside: 'Kayıtlar hasarlıydı; {{date}} tarihinde yeni bir veritabanı başlatıldı.',
    kept_aside_path: 'Hasarlı olan saklandı, hiçbir şey silinmedi: {{path}}',
  },
  error: {
    malformed_code: { title: 'Bu bir müşteri kodu değil.', remedy: 'Kod altı rakamdır, örneğin 048219.' },
    database_newer: {
      title: 'Kayıtlar daha yeni bir Stampdesk ile yazılmış.',
      remedy: 'Bu bilgisayara en yeni sürümü kurun; hiçbir şey değiştirilmedi.',
    },
    database_damaged: {
      title: 'Kayıtlar okunamıyor: veritabanı hasarlı.',
      remedy: 'Stampdesk’i kapatın, veri klasörünün bir kopyasını alın ve yeniden açın.',
    },
    database_busy: {
      title: 'Kayıtları başka bir program tutuyor.',
      remedy: 'Biraz bekleyip yeniden deneyin. Sürerse yedekleme ya da eşitleme programlarını kapatın.',
    },
    data_folder_unwritable: {
      title: 'Stampdesk veri klasörüne yazamıyor.',
      remedy: 'Diskin dolu olmadığını ve bu kullanıcının oraya yazabildiğini kontrol edin.',
    },
    unknown: {
      title: 'Bu, bu bilgisayarın kayıtları arasında yok.',
      remedy: 'Yazdığınızı kontrol edin; bu arada silinmiş olabilir.',
    },
    storage: {
      title: 'Kayıtlar okunamadı ya da saklanamadı.',
      remedy: 'Diskte boş yer olduğunu kontrol edip yeniden deneyin.',
    },
    settings: {
      title: 'Ayar kaydedilemedi.',
      remedy: 'Stampdesk kapanana dek geçerli. Veri klasörüne yazılabildiğini kontrol edin.',
    },
    address: {
      title: 'Bu adres kullanılamıyor; önceki geçerli.',
      remedy: '127.0.0.1:8787 gibi yazın; portu başka bir program kullanmıyor olmalı.',
    },
    way: {
      title: 'Bu yol kullanılamıyor; önceki geçerli.',
      remedy: 'Yazdıklarınızı harf harf kontrol edip yeniden deneyin.',
    },
    words: {
      title: 'Bu metin saklanamadı.',
      remedy: 'En çok 500 karakter yazın; kapatılan kupon için bir neden gerekir.',
    },
    no_secret: {
      title: 'İmza anahtarı olmadan imza atılamaz.',
      remedy:
        'Anahtarı Bağlantı ekranından ekleyin; zaten ekliyse bu bilgisayarın parola kasasının kilidini açın.',
    },
    backup: {
      title: 'Yedekle ilgili işlem yapılamadı.',
      remedy: 'Belleğin ya da klasörün yerinde ve yazılabilir olduğunu kontrol edip yeniden deneyin.',
    },
    passphrase: {
      title: 'Parola eksik, çok kısa ya da başka bir parola.',
      remedy: 'En az sekiz karakterdir; büyük ve küçük harflere dikkat edin.',
    },
    ...pinErrors,
    unexpected: {
      title: 'Bir şeyler ters gitti.',
      remedy: 'Yeniden deneyin; sürerse Stampdesk’i yeniden açın.',
    },
    folder: 'Veri klasörü: {{path}}',
  },
};
