extension LatinWords {
  /// Slavic, Baltic, Uralic and other languages.
  static let others: [(code: String, words: String)] = [
    (
      "fi",
      """
      ja on ei se että hän oli ole joka mutta kun niin mitä minä sinä me te he ovat olen olet olemme oli olla tämä tuo
      nämä ne sen jos kuin vain myös tai sekä mikä miksi miten missä milloin kuka kenen mihin minun sinun hänen meidän
      teidän heidän minulle sinulle mulle minua sinua voi voin voit voiko voisitko saa pitää täytyy tarvitsen haluan
      haluaisin kirjoita selitä auta kerro anna näytä tee tehdä sanoa hyvä hyvää kiitos hei moi terve ole hyvä nyt
      tänään huomenna aina koskaan ennen jälkeen ilman kanssa välillä yli alle kaikki paljon vähän enemmän hyvin kaksi
      yksi vuosi päivä aika talo kirje tarina ystävä kysymys vastaus lyhyt paras tapa ollut eikä ettei vaan sitä siitä
      siinä tätä jotka jonka joita olisi ennen koska sitten vielä jo mukaan kahdeksan seitsemän teksti tekstin lause
      lapsi lapset suuri parempi paras ero esimerkki helppo vaikea työ raha ihmiset kaupunki maailma koulu oppia
      työskennellä etsiä etsin etsimme lähellä kaukana haluaa asia uusi vanha kolme nukkua ostaa asua elää kello juna
      """
    ),
    (
      "pl",
      """
      i w nie na się z do to że jest jak o co a tak po ale czy za od ja dla przez przy są jego ten tym tego był była
      było być już tylko jeszcze może można mi mnie cię ci go jej ich my wy on ona ono oni ty mój moja moje twój twoja
      nasz nasza jaki jaka jakie który która które kiedy gdzie dlaczego kto czym czego czemu bardzo dobrze dobry dzień
      dziękuję proszę cześć hej napisz napisać wyjaśnij wyjaśnić pomóż pomoc powiedz pokaż zrób zrobić mogę możesz chcę
      chciałbym potrzebuję mam masz ma mają jestem jesteś więc lub albo oraz ani bez pod nad między przed więcej
      wszystko wszystkie zawsze nigdy teraz dziś dzisiaj jutro kilka dwa jeden rok czas dom list historia przyjaciel
      pytanie odpowiedź krótki krótką jeśli jeżeli żeby aby bo gdy ze we u też tu tam tej temu te ta tę osiem siedem
      tekst zdania zdaniach zdanie dziecko dzieci duży lepszy najlepszy różnica przykład łatwo trudno praca pracy
      pieniądze ludzie miasto świat szkoła uczyć pracować szukać szukam szukamy blisko daleko chce chcemy rzecz nowy
      nowa stary trzy trzech spać kupić żyć mieszkanie najbliższa
      """
    ),
    (
      "cs",
      """
      a se v na je že s z do o k i to jako za by pro po jsem jsi jsme jste jsou byl byla bylo být není nebo ale už jen
      jak tak když který která které co kdo kde kdy proč jaký jaká jaké já ty on ona my vy oni mi mě ti tě ho mu jí nám
      vám můj moje tvůj náš váš jeho její jejich si ten ta tento tato toto tom tomu toho těch při od před mezi bez nad
      pod ve ze ke může můžu můžeš mohu chci chtěl potřebuji mám máš má mají dobrý dobře den děkuji prosím ahoj napiš
      napsat vysvětli vysvětlit pomoz pomoct řekni ukaž udělat dělat velmi více všechno vše vždy nikdy teď dnes zítra
      dva jeden rok čas dům dopis příběh přítel otázka odpověď krátký krátkou protože aby pokud ještě také až kolik něco
      nic hodně mezi nám vám jim nich tři osm sedm blízko kolem škola práce peníze lidé dítě děti město svět lepší
      nejlepší způsob rozdíl příklad jednoduše potom zatímco spolu hledám hledáme jdu jde vím ví vidět říct text věta
      věty těchto nejbližší byt ani než jestli zobrazí použij použití jméno soubor soubory řádek seznam každý každá znak
      typ pole pouze
      """
    ),
    (
      "sk",
      """
      a sa v na je že s z do o k i to ako za by pre po som si sme ste sú bol bola bolo byť nie alebo ale už len ako tak
      keď ktorý ktorá ktoré čo kto kde kedy prečo aký aká aké ja ty on ona my vy oni mi ma ťa ti ho mu jej nám vám môj
      moja moje tvoj náš váš jeho ich ten tá tento táto toto tom tomu toho tých pri od pred medzi bez nad pod vo zo ku
      môže môžem môžeš chcem chcel potrebujem mám máš má majú dobrý dobre deň ďakujem prosím ahoj napíš napísať vysvetli
      vysvetliť pomôž pomôcť povedz ukáž urobiť robiť veľmi viac všetko vždy nikdy teraz dnes zajtra dva jeden rok čas
      dom list príbeh priateľ otázka odpoveď krátky krátku pretože aby ak ešte tiež až koľko niečo nič veľa medzi nám
      vám im nich tri osem sedem blízko okolo škola práca peniaze ľudia dieťa deti mesto svet lepší najlepší spôsob
      rozdiel príklad jednoducho potom zatiaľ spolu hľadám hľadáme idem ide viem vie vidieť povedať text veta vety
      týchto najbližšia najbližší byt ani než či zobrazí použi použitie meno súbor súbory riadok zoznam každý každá znak
      typ pole iba
      """
    ),
    (
      "hu",
      """
      a az és hogy nem is van egy ez ezt azt meg de csak már mint volt el ha én te ő mi ti ők vagy vagyok vannak lesz
      lenne kell lehet nincs mit ki hol mikor miért hogyan melyik milyen hány mennyi engem téged nekem neked neki nekünk
      az ami aki amely azok ezek minden nagyon jó jól napot köszönöm szia helló kérlek kérem írj írjon írni magyarázd
      magyarázza segíts segíteni segítség mondd adj mutasd csinálni tudok tudsz tudom tud szeretnék akarok kellene most
      ma holnap mindig soha még több sok kevés két egyik másik között nélkül után előtt alatt felett szerint miatt így
      úgy akkor mert pedig vagy sem se be fel le ki idő ház levél történet barát kérdés válasz rövid legjobb módja ban
      ben nak nek val vel amikor ezen abban ebben ezért azért együtt nyolc hét szöveg szöveget mondat gyerek nagy jobb
      legjobb különbség példa könnyű nehéz munka pénz emberek város világ iskola tanulni dolgozni keresni keresek
      keresünk közel messze akar dolog új régi három aludni venni élni órakor vonat közelében
      """
    ),
    (
      "tr",
      """
      bir ve bu da de için ile çok ne o mi mı mu mü ben sen biz siz onlar benim senin onun bizim bana sana beni seni ona
      değil var yok olarak daha gibi kadar olan oldu olur olabilir en ama veya ya her şey şu ki nasıl neden niçin nerede
      ne zaman kim hangi kaç misin mısın musun lütfen teşekkürler teşekkür ederim merhaba selam iyi günler yaz yazar
      yazın açıkla açıklar anlat anlatır yardım et eder edin söyle göster yap yapmak yapabilir istiyorum isterim
      gerekiyor lazım önce sonra arasında arasındaki altında üzerinde hakkında göre bütün tüm hiç hep şimdi bugün yarın
      iki yıl gün zaman ev mektup hikaye arkadaş soru cevap kısa eğer çünkü ise ancak bile sadece kendi oluyor olduğu
      olduğunu edebilir mıyım miyim nedir sekiz yedi metin metni cümle çocuk büyük küçük fark farkı örnek kolay zor iş
      para insanlar şehir dünya okul öğrenmek çalışmak aramak arıyorum arıyoruz yakın uzak istiyor şey yeni eski üç
      uyumak almak yaşamak tren saat hakkında olmayan eden
      """
    ),
    (
      "vi",
      """
      là và của có không được cho một các với người trong những này để khi đã từ về tôi bạn anh chị em chúng ta họ nó
      ông bà cái con thì mà cũng như ở đó ra vào lên xuống rất nhiều ít hơn nhất nào gì ai đâu sao bao tại vì thế nếu
      hoặc hay nhưng đang sẽ vẫn còn chỉ phải cần muốn thể làm viết giải thích giúp hãy xin chào cảm ơn vui lòng cách
      tốt hôm nay ngày mai bây giờ luôn năm nhà thư câu chuyện hỏi trả lời ngắn trước sau giữa trên dưới đến đi lại mình
      tất cả mọi hai thời gian việc biết nói đây kia ấy rồi chưa nên bởi do theo qua
      """
    ),
    (
      "id",
      """
      yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka lebih
      kata tahun sudah atau saat oleh menjadi orang ia telah adalah seperti sebagai bahwa dapat para harus namun kita
      dua satu masih hari hanya kami aku kamu anda dia nya belum sangat banyak semua apa siapa mana kapan mengapa kenapa
      bagaimana berapa tolong terima kasih halo selamat pagi siang malam tulis tulislah jelaskan bantu bantuan beri
      berikan tunjukkan buat buatlah lakukan ingin mau perlu tanpa setelah sebelum antara bawah atas tentang selalu
      pernah sekarang besok baik waktu rumah surat cerita teman pertanyaan jawaban pendek singkat jika kalau agar supaya
      lagi punya sedang cara cukup boleh bukan jangan seorang sebuah secara lain delapan tujuh teks kalimat anak besar
      kecil terbaik perbedaan contoh mudah sulit kerja pekerjaan uang kota dunia sekolah belajar bekerja mencari cari
      dekat jauh hal baru lama tiga tidur membeli hidup berangkat berwarna warna membuat menulis memberi
      """
    ),
    (
      "hr",
      """
      i u je se na da su za od a s iz o kao ne koji koja koje do ili ali što po bi sam si smo ste biti bio bila bilo
      nije nisu će ću ćeš ja ti on ona mi vi oni one me te ga mu joj nas vas ih moj moja moje tvoj naš vaš njegov njihov
      ovaj ova ovo taj ta to tome toga ovog kako kada kad gdje zašto tko ko koliko kakav vrlo dobro dobar dan hvala
      molim bok zdravo napiši napisati objasni objasniti pomozi pomoć reci pokaži napraviti raditi mogu možeš može želim
      hoću trebam treba imam imaš ima imaju bez pod nad između prije poslije nakon više sve svi uvijek nikad nikada sada
      danas sutra dva jedan godina vrijeme kuća pismo priča prijatelj pitanje odgovor kratak kratku jer ako još već samo
      također nešto ništa puno među kod kroz te pa jesi jesu li nam vam njim njih tri osam sedam blizu oko škola posao
      novac ljudi dijete djeca grad svijet bolji najbolji način razlika primjer jednostavno zatim dok zajedno tražim
      tražimo idem ide znam zna vidjeti reći tekst rečenica rečenice ovoga ovih tih bismo bih biste će sata sati stan
      prikaži prikaže prikazuje koristi koristiti ime datoteka datoteke redak red proces procesa popis svaki svaka samo
      znak znakove tip polje
      """
    ),
    (
      "sl",
      """
      in je v se na da so za od z s pri ki ne bi kot po pa tudi sem si smo ste biti bil bila bilo ni niso bo bom boš jaz
      ti on ona mi vi oni me te ga mu ji nas vas jih moj moja moje tvoj naš vaš njegov njihov ta to tega temu tem kako
      kdaj kje zakaj kdo kaj koliko kakšen kakšna zelo dobro dober dan hvala prosim živjo napiši napisati razloži
      razložiti pomagaj pomoč povej pokaži narediti delati lahko moreš želim hočem potrebujem moram imam imaš ima imajo
      brez pod nad med pred več vse vsi vedno nikoli zdaj danes jutri dva dve en ena eno leto čas hiša pismo zgodba
      prijatelj vprašanje odgovor kratek kratko ker če še že samo nekaj nič veliko ali ampak do iz o k tako kateri
      katera katere skozi sta so sva kjer nič tri trije osem sedem blizu okoli šola delo denar ljudje otrok otroci mesto
      svet boljši najboljši način razlika primer preprosto potem preden medtem skupaj iščem iščemo grem gre gremo vem ve
      videti reči besedilo stavek stavki tega teh njih njim prikaži prikaže uporabi uporablja uporabiti ime datoteka
      datoteke vrstica vrstice seznam vsak vsaka znak znake tip polje
      """
    ),
    (
      "et",
      """
      ja on ei see et ta oli ole kes aga kui nii mis mida ma mina sa sina me meie te teie nad nemad oled olen oleme
      olema olla selle seda need nende siis ka või ning miks kuidas kus millal kelle mille minu sinu tema mulle sulle
      mind sind saab saan saad saaksid pean peab vaja tahan tahaksin soovin kirjuta selgita seleta aita räägi anna näita
      tee teha öelda hea hästi aitäh tere palun täna homme nüüd alati kunagi enne pärast ilma koos vahel üle alla kõik
      palju vähe rohkem väga kaks üks aasta päev aeg maja kiri lugu sõber küsimus vastus lühike parim viis olnud mitte
      ega vaid sest kuid veel juba pole oma midagi keegi iga meil teil mul sul kaheksa seitse tekst teksti lause laps
      lapsed suur parem erinevus näide kerge raske töö raha inimesed linn maailm kool õppida töötada otsida otsin otsime
      lähedal kaugel tahab asi uus vana kolm magada osta elada abi eest kell rong
      """
    ),
    (
      "lv",
      """
      un ir no ar uz ka par es tu viņš viņa mēs jūs viņi viņas kas ko kā kad kur kāpēc cik kāds kāda kuri kurš vai bet
      jo ja tad arī tikai vēl jau nav bija būs būt esmu esi esam man tev mums jums viņam mans mana tavs mūsu jūsu šis šī
      tas tā šo to tie tās ļoti labi labs labdien paldies lūdzu sveiki čau uzraksti rakstīt paskaidro izskaidro palīdzi
      palīdzība pastāsti parādi darīt izdarīt varu vari var gribu vēlos vajag nepieciešams bez pēc pirms starp zem virs
      pie līdz visi viss vienmēr nekad tagad šodien rīt divi viens gads diena laiks māja vēstule stāsts draugs jautājums
      atbilde īss īsu labākais veids kaut nekas daudz maz vairāk kopā caur dēļ lai kuru savu astoņi septiņi teksts
      tekstu teikums bērns bērni liels labāks atšķirība piemērs viegli grūti darbs darbu nauda cilvēki pilsēta pasaule
      skola mācīties strādāt meklēt meklēju meklējam tuvu netālu tālu grib lieta jauns jauna vecs trīs gulēt pirkt
      dzīvot
      """
    ),
    (
      "lt",
      """
      ir yra į iš su ne kad tai kaip bet o aš tu jis ji mes jūs jie jos kas ką kur kada kodėl kiek koks kokia kokie
      kuris kuri ar jei tada taip pat tik dar jau nėra buvo bus būti esu esi esame man tau mums jums jam mano tavo mūsų
      jūsų šis ši tas ta šį tą tie labai gerai geras laba diena ačiū prašau sveiki labas parašyk rašyti paaiškink
      paaiškinti padėk pagalba papasakok parodyk daryti padaryti galiu gali noriu norėčiau reikia be po prieš tarp ant
      prie iki visi viskas visada niekada dabar šiandien rytoj du vienas metai diena laikas namas laiškas istorija
      draugas klausimas atsakymas trumpas trumpą geriausias būdas nieko daug mažai daugiau kartu per dėl nuo apie už
      arba savo aštuoni septyni tekstas tekstą sakinys vaikas vaikai didelis geresnis geriausias skirtumas pavyzdys
      lengva sunku darbas darbo pinigai žmonės miestas pasaulis mokykla mokytis dirbti ieškoti ieškau ieškome netoli
      toli nori norime dalykas naujas nauja senas trys miegoti pirkti gyventi
      """
    ),
  ]
}
