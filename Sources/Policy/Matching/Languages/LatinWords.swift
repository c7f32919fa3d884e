/// Words that are frequent in languages of Latin script: function words, and what questions and requests are made of.
///
/// A word that several languages share is listed with each of them, which lowers what it says. Two letters that are only
/// the first part of a word before an apostrophe (`l'`, `don't`) count as words of their own.
enum LatinWords {
  /// The words by language code. The order is that of the scores in `LatinScores`.
  static let byLanguage: [(code: String, words: String)] = [
    (
      "en",
      """
      the of and to a in is that it for you was with on as are i be this have from or had by but not what all were we when
      your can there an which their if will how do about would them then these so some her him has more could did my than
      who been its now find into me just where most only get because does should please write explain why help make tell
      give show want need know think like people work good hello thanks thank yes don doesn isn t s re ve ll between after
      before without every much very here they our out up no use am before again never always something today tomorrow
      best way steps question answer short story letter friend year day time new any other between first two let also
      she he his us one their around difference weather house water old every while may might must shall through during
      """
    ),
    (
      "de",
      """
      der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie
      nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man
      sein wurde sei ich du wir ihr mir mich dir dich uns mein meine meinen meiner dein deine kann können könnte soll muss
      wenn dann weil was wer wo wann warum wieso welche welcher welches bitte danke hallo guten gut gibt machen mache macht
      schreibe schreib erkläre erklär zeig hilf hilfe wie viel viele sehr schon immer kein keine keinen heute morgen jetzt
      ohne gegen unter zwischen diese dieser dieses diesen beim vom ins doch mal etwas alle alles ja nein wäre würde hatte
      habe hast bin bist seit damit ob hier da frage antwort brauche möchte will lang kurze kurz geschichte freund zeit jahr
      acht sieben text sätze sätzen satz kind kinder große großen besser beste besten unterschied beispiel einfach
      schwer arbeit geld leute stadt welt schule lernen arbeiten suchen suche nähe weit wollen sache sachen neu neue
      neuen alt fährt fahren drei schlafen kaufen leben zusammen fasse fassen übersetze finde finden
      """
    ),
    (
      "fr",
      """
      de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux ou mais
      comme on nous vous être cette ses sans leur été je tu me te mon ma mes ton ta tes votre vos notre nos leurs elle ils
      elles y ai as avez avons ont était sera peut peux pouvez fait faire dit bien tout tous toute toutes très aussi même où
      quand comment pourquoi quel quelle quels quelles quoi si donc car parce puis merci bonjour salut oui non écris écrire
      explique expliquer donne donnez aide aider moi toi lui c l d j qu n s m t ça cela ceci celui entre avant après depuis
      encore toujours jamais rien peu trop beaucoup chez vers sous voudrais veux faut dois doit aujourd hui demain jour temps
      petit petite quelque chaque deux suis es sommes êtes avait avoir était histoire lettre ami question réponse
      ceci train heures huit sept texte phrases phrase enfant grand grande meilleur pire différence exemple facile
      difficile travail argent gens ville monde école apprendre travailler chercher cherche près loin veut voulons
      chose choses nouveau nouvelle vieux part partir trois courte court résume résumer
      """
    ),
    (
      "es",
      """
      de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya
      entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo han yo hay vez
      puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora cada e vida otro después te otros aunque
      esa eso hace otra tan durante siempre día tanto ella tres sí gran mundo tu tus cómo cuál cuáles dónde cuándo quién por
      favor gracias hola buenos buenas días escribe escribir explica explicar dame dime ayuda ayudar ayúdame puedes puedo
      necesito quiero hacer decir quisiera estoy estás estamos nuestro nuestra les unos unas ante contra según algo nada
      mejor cuánto cuántos carta historia amigo pregunta respuesta hoy mañana he has casa usted estos estas cualquier
      tren horas ocho siete texto frases frase niño niña grande mejor peor diferencia ejemplo fácil difícil trabajo
      dinero gente ciudad pueblo escuela aprender trabajar buscar busco cerca lejos quiere queremos cosa cosas nuevo
      nueva viejo sale salir corto corta resume resumir tres dormir comprar vivir
      """
    ),
    (
      "it",
      """
      di e che la il un a è per in una sono non mi si ho ma lo ha le con ti se da come ci no questo qui hai sei del bene tu
      me della i mio solo al più gli alla cosa nel era cosa perché dei o anche quando sta delle dal io lui lei noi voi loro
      fare dove chi sono stato essere fatto quello quella questa questi queste molto tutto tutti ora sua suo mia miei tuo
      tua abbiamo hanno siamo vuoi voglio vorrei posso puoi può devo deve fa prima dopo senza sempre mai ancora così però
      allora già poi oggi domani ieri grazie ciao buongiorno favore scrivi scrivere spiega spiegare spiegami aiutami aiuto
      dimmi dammi quale quali quanto quanti nella nelle nei negli dalla dai sul sulla sulle agli alle ai tra fra ogni due
      tre anno giorno tempo casa lettera storia amico domanda risposta dell all nell un l d c po quest com
      treno ore otto sette testo frasi frase bambino bambina grande migliore peggio differenza esempio facile
      difficile lavoro soldi gente città mondo scuola imparare lavorare cercare cerco cerchiamo vicino lontano vuole
      vogliamo cose nuovo nuova vecchio parte partire breve riassumi riassumere dormire comprare vivere riesco
      """
    ),
    (
      "pt",
      """
      de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou ser
      quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem nas me
      esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas havia seja qual será nós tenho
      lhe deles essas esses pelas este dele tu te vocês vos lhes meus minhas teu tua nosso nossa onde porque porquê então
      aqui agora hoje amanhã sempre nunca obrigado obrigada olá oi bom boa dia por favor escreva escreve escrever explique
      explica explicar ajude ajuda ajudar pode posso preciso quero queria fazer faz dizer diga quanto quantos quais todos
      toda tudo nada cada outro outra dois duas bem melhor anos tempo casa carta história amigo pergunta resposta são estou
      estamos somos vou vai vamos esta isto aquilo ainda tão assim sobre até
      trem horas oito sete texto frases frase criança menino grande pior diferença exemplo fácil difícil trabalho
      dinheiro gente cidade mundo escola aprender trabalhar procurar procuro perto longe quer queremos coisa coisas
      novo nova velho sai sair curto curta resumo resumir três dormir comprar viver conseguir consigo
      este esta estes nome campo tipo pode podem ser sendo tanto quanto qualquer quaisquer deverá linha fim início
      texto usar usado usada número lista
      """
    ),
    (
      "nl",
      """
      de van het een en in is dat op te zijn met voor die niet aan er om ook als bij maar dan nog door over naar uit wordt
      zij ze hij je jij u wij we ik mij me mijn jouw uw ons onze hun hem haar kan kunnen kunt kun zal zou zouden moet moeten
      mag heb hebt heeft hebben had was waren worden werd geen wel al meer zo wat wie waar wanneer waarom hoe welke welk dit
      deze tot tegen onder tussen zonder na toch hier daar nu altijd nooit iets niets alles alle veel heel goed graag bedankt
      dank hallo dag alsjeblieft alstublieft schrijf schrijven leg uit uitleggen geef help helpen maak maken doe doen wil
      willen weet ga gaan zeg zien één twee ander andere omdat toen eens want of dus jaar tijd huis brief verhaal vriend
      vraag antwoord vandaag morgen beste kort
      acht zeven tekst zinnen zin kind kinderen groot grote beter beste verschil voorbeeld makkelijk moeilijk werk
      geld mensen stad wereld school leren werken zoeken zoek dichtbij buurt ver wil dingen ding nieuw nieuwe oud
      vertrekt drie slapen kopen leven eenvoudige samen vat
      """
    ),
    (
      "sv",
      """
      och i att det som en på är av för med den till inte har de ett om jag han men var sig så vi från man när nu ut hade
      hon du kan ska skulle vara blir bli eller vad där här över vid efter mycket någon något några alla allt mig dig oss
      dem min mitt mina din ditt dina sin sitt sina vår deras hans hennes detta denna dessa hur varför vilken vilket vilka
      vem bara även också än då upp in under mellan utan mot sedan idag imorgon alltid aldrig igen bra tack hej snälla
      skriv skriva förklara hjälp hjälpa ge visa säg säga gör göra vill måste får kunde behöver finns ingen inget inga
      mer många andra två år dag tid hus brev berättelse vän fråga svar kort god
      av efter hos er henne honom vecka dagar hem klockan ligger kör söker letar lägenhet himlen nära företag arbete
      pengar fler bättre bäst största användning använda använd sova äta ta tar tagit komma kommer kommit gå går
      annars så mot hela hel sista första samma gång ny nya stor stora små barn man kvinna stad land världen skola
      skillnad skillnaden exempel sätt enkelt enkla svårt bild sju berätta text texten närmaste
      sidan används användaren namn rad raden fil filer lista nästa samt därefter särskilt program meddelande
      tre enkla meningar mening process processen prov prova utan uppgifter välj användarnamn spara öppna lägg ta bort
      """
    ),
    (
      "da",
      """
      og i at det er en til af på som de med for den der jeg ikke et har han var fra men vi om så kan du man skal blev være
      bliver eller hvad hvor hvordan hvorfor hvornår hvilken hvilket hvilke hvem efter over ved op ud ind mellem uden mod
      under hun sig min mit mine din dit dine sin sit sine vores deres hans hendes mig dig os dem denne dette disse noget
      nogen nogle meget mange alle alt også kun nu når da her igen altid aldrig tak hej venligst skriv skrive forklar
      forklare hjælp hjælpe giv vis sig sige gør gøre vil må får kunne ville skulle burde findes ingen intet mere andre to
      år dag tid hus brev historie ven spørgsmål svar kort god godt i dag morgen ja nej bare end hvis fordi selv blive
      af efter hos jer hende ham dit uge dage hjem klokken ligger kører søger leder leje lejlighed himlen nær tæt
      virksomhed arbejde penge flere bedre bedst største brug bruge brugt bliv sove spise tage tager taget komme
      kommer kommet gå går lave laver ellers således mod hele hel sidste første samme gang ny nye stor store små barn
      børn mand kvinde by land verden skole fordel forskel forskellen mellem eksempel måde nemt svært af billede
      første siden brugt bruger brugeren navn linje linjen fil filer tekst liste næste samt enkelt derefter herefter
      særlig særligt nyttig kørsel programmer tilstand besked
      tre enkle teksten sætning sætninger proces processen prøve prøver uden oplysninger oplysning vælg brugernavn gem åbn tilføj fjern
      """
    ),
    (
      "no",
      """
      og i det er på en til å som av for at med de ikke den har jeg et om var men han seg fra så vi kan du man skal ble være
      blir eller hva hvor hvordan hvorfor hvilken hvilket hvilke hvem etter over ved opp ut inn mellom uten mot under hun
      min mitt mine din ditt dine sin sitt sine vår deres hans hennes meg deg oss dem denne dette disse noe noen mye mange
      alle alt også bare nå når da her der igjen alltid aldri takk hei vennligst skriv skrive forklar forklare hjelp hjelpe
      gi vis si gjør gjøre vil må får kunne ville skulle burde finnes ingen ikke mer andre to år dag tid hus brev historie
      venn spørsmål svar kort god bra i dag morgen ja nei enn hvis fordi selv bli gå
      av etter hos dere henne ham uke dager hjem klokken ligger kjører søker leter leie leilighet himmelen nær tett
      bedrift arbeid penger flere bedre best største bruk bruke brukt sove spise ta tar tatt komme kommer kommet gå
      går lage lager ellers slik mot hele hel siste første samme gang ny nye stor store små barn mann kvinne by land
      verden skole forskjell forskjellen eksempel måte enkelt vanskelig bilde sju seg fortell leksene
      siden bruker brukeren navn linje linjen fil filer tekst liste neste samt enkelt deretter særlig spesielt nyttig
      programmer tilstand melding
      tre enkle teksten setning setninger prosess prosessen prøve prøver uten opplysninger velg brukernavn lagre åpne legg fjern
      """
    ),
    (
      "fi",
      """
      ja on ei se että hän oli ole joka mutta kun niin mitä minä sinä me te he ovat olen olet olemme oli olla tämä tuo nämä
      ne sen jos kuin vain myös tai sekä mikä miksi miten missä milloin kuka kenen mihin minun sinun hänen meidän teidän
      heidän minulle sinulle mulle minua sinua voi voin voit voiko voisitko saa pitää täytyy tarvitsen haluan haluaisin
      kirjoita selitä auta kerro anna näytä tee tehdä sanoa hyvä hyvää kiitos hei moi terve ole hyvä nyt tänään huomenna
      aina koskaan ennen jälkeen ilman kanssa välillä yli alle kaikki paljon vähän enemmän hyvin kaksi yksi vuosi päivä aika
      talo kirje tarina ystävä kysymys vastaus lyhyt paras tapa ollut eikä ettei vaan sitä siitä siinä tätä jotka jonka joita
      olisi ennen koska sitten vielä jo mukaan
      kahdeksan seitsemän teksti tekstin lause lapsi lapset suuri parempi paras ero esimerkki helppo vaikea työ raha
      ihmiset kaupunki maailma koulu oppia työskennellä etsiä etsin etsimme lähellä kaukana haluaa asia uusi vanha
      kolme nukkua ostaa asua elää kello juna
      """
    ),
    (
      "pl",
      """
      i w nie na się z do to że jest jak o co a tak po ale czy za od ja dla przez przy są jego ten tym tego był była było być
      już tylko jeszcze może można mi mnie cię ci go jej ich my wy on ona ono oni ty mój moja moje twój twoja nasz nasza jaki
      jaka jakie który która które kiedy gdzie dlaczego kto czym czego czemu bardzo dobrze dobry dzień dziękuję proszę cześć
      hej napisz napisać wyjaśnij wyjaśnić pomóż pomoc powiedz pokaż zrób zrobić mogę możesz chcę chciałbym potrzebuję mam
      masz ma mają jestem jesteś więc lub albo oraz ani bez pod nad między przed więcej wszystko wszystkie zawsze nigdy teraz
      dziś dzisiaj jutro kilka dwa jeden rok czas dom list historia przyjaciel pytanie odpowiedź krótki krótką jeśli jeżeli
      żeby aby bo gdy ze we u też tu tam tej temu te ta tę
      osiem siedem tekst zdania zdaniach zdanie dziecko dzieci duży lepszy najlepszy różnica przykład łatwo trudno
      praca pracy pieniądze ludzie miasto świat szkoła uczyć pracować szukać szukam szukamy blisko daleko chce chcemy
      rzecz nowy nowa stary trzy trzech spać kupić żyć mieszkanie najbliższa
      """
    ),
    (
      "cs",
      """
      a se v na je že s z do o k i to jako za by pro po jsem jsi jsme jste jsou byl byla bylo být není nebo ale už jen jak
      tak když který která které co kdo kde kdy proč jaký jaká jaké já ty on ona my vy oni mi mě ti tě ho mu jí nám vám můj
      moje tvůj náš váš jeho její jejich si ten ta tento tato toto tom tomu toho těch při od před mezi bez nad pod ve ze ke
      může můžu můžeš mohu chci chtěl potřebuji mám máš má mají dobrý dobře den děkuji prosím ahoj napiš napsat vysvětli
      vysvětlit pomoz pomoct řekni ukaž udělat dělat velmi více všechno vše vždy nikdy teď dnes zítra dva jeden rok čas dům
      dopis příběh přítel otázka odpověď krátký krátkou protože aby pokud ještě také až kolik něco nic hodně mezi
      nám vám jim nich tři osm sedm blízko kolem škola práce peníze lidé dítě děti město svět lepší nejlepší způsob
      rozdíl příklad jednoduše potom zatímco spolu hledám hledáme jdu jde vím ví vidět říct text věta věty těchto
      nejbližší byt ani než jestli
      zobrazí použij použití jméno soubor soubory řádek seznam každý každá znak typ pole pouze
      """
    ),
    (
      "sk",
      """
      a sa v na je že s z do o k i to ako za by pre po som si sme ste sú bol bola bolo byť nie alebo ale už len ako tak keď
      ktorý ktorá ktoré čo kto kde kedy prečo aký aká aké ja ty on ona my vy oni mi ma ťa ti ho mu jej nám vám môj moja moje
      tvoj náš váš jeho ich ten tá tento táto toto tom tomu toho tých pri od pred medzi bez nad pod vo zo ku môže môžem môžeš
      chcem chcel potrebujem mám máš má majú dobrý dobre deň ďakujem prosím ahoj napíš napísať vysvetli vysvetliť pomôž
      pomôcť povedz ukáž urobiť robiť veľmi viac všetko vždy nikdy teraz dnes zajtra dva jeden rok čas dom list príbeh priateľ
      otázka odpoveď krátky krátku pretože aby ak ešte tiež až koľko niečo nič veľa medzi
      nám vám im nich tri osem sedem blízko okolo škola práca peniaze ľudia dieťa deti mesto svet lepší najlepší
      spôsob rozdiel príklad jednoducho potom zatiaľ spolu hľadám hľadáme idem ide viem vie vidieť povedať text veta
      vety týchto najbližšia najbližší byt ani než či
      zobrazí použi použitie meno súbor súbory riadok zoznam každý každá znak typ pole iba
      """
    ),
    (
      "hu",
      """
      a az és hogy nem is van egy ez ezt azt meg de csak már mint volt el ha én te ő mi ti ők vagy vagyok vannak lesz lenne
      kell lehet nincs mit ki hol mikor miért hogyan melyik milyen hány mennyi engem téged nekem neked neki nekünk az ami
      aki amely azok ezek minden nagyon jó jól napot köszönöm szia helló kérlek kérem írj írjon írni magyarázd magyarázza
      segíts segíteni segítség mondd adj mutasd csinálni tudok tudsz tudom tud szeretnék akarok kellene most ma holnap mindig
      soha még több sok kevés két egyik másik között nélkül után előtt alatt felett szerint miatt így úgy akkor mert pedig
      vagy sem se be fel le ki idő ház levél történet barát kérdés válasz rövid legjobb módja ban ben nak nek val vel amikor
      ezen abban ebben ezért azért együtt
      nyolc hét szöveg szöveget mondat gyerek nagy jobb legjobb különbség példa könnyű nehéz munka pénz emberek város
      világ iskola tanulni dolgozni keresni keresek keresünk közel messze akar dolog új régi három aludni venni élni
      órakor vonat közelében
      """
    ),
    (
      "ro",
      """
      de și în la cu pe nu a o un care este că din mai pentru sunt se ce o fi am ai au are era fost dar sau ca să le îi îl
      lui ei el ea noi voi eu tu mă te ne vă mi ți meu mea mei tău ta nostru acest această aceste acea acel acestea asta cum
      când unde de ce cine care câte cât câți foarte bine bună ziua mulțumesc rog salut te rog scrie scrieți explică
      explicați ajută ajutor spune dă arată fac face facem poți pot poate vreau aș dori trebuie am nevoie fără după înainte
      între sub peste prin către până despre tot toate toți mereu niciodată acum azi astăzi mâine doi două un an zi timp casă
      scrisoare poveste prieten întrebare răspuns scurt scurtă dacă pentru deoarece deci și iar doar chiar lor cea cel cei
      unei unui într dintre
      opt șapte text propoziții propoziție copil copii mare mic bun diferența diferență exemplu ușor greu muncă bani
      oameni oraș lume școală învăța lucra căuta caut căutăm aproape departe vrea vrem lucru nou nouă vechi trei dormi
      dorm cumpăra trăi trenul
      """
    ),
    (
      "tr",
      """
      bir ve bu da de için ile çok ne o mi mı mu mü ben sen biz siz onlar benim senin onun bizim bana sana beni seni ona
      değil var yok olarak daha gibi kadar olan oldu olur olabilir en ama veya ya her şey şu ki nasıl neden niçin nerede ne
      zaman kim hangi kaç misin mısın musun lütfen teşekkürler teşekkür ederim merhaba selam iyi günler yaz yazar yazın
      açıkla açıklar anlat anlatır yardım et eder edin söyle göster yap yapmak yapabilir istiyorum isterim gerekiyor lazım
      önce sonra arasında arasındaki altında üzerinde hakkında göre bütün tüm hiç hep şimdi bugün yarın iki yıl gün zaman ev
      mektup hikaye arkadaş soru cevap kısa eğer çünkü ise ancak bile sadece kendi oluyor olduğu olduğunu edebilir mıyım
      miyim nedir
      sekiz yedi metin metni cümle çocuk büyük küçük fark farkı örnek kolay zor iş para insanlar şehir dünya okul
      öğrenmek çalışmak aramak arıyorum arıyoruz yakın uzak istiyor şey yeni eski üç uyumak almak yaşamak tren saat
      hakkında olmayan eden
      """
    ),
    (
      "vi",
      """
      là và của có không được cho một các với người trong những này để khi đã từ về tôi bạn anh chị em chúng ta họ nó ông bà
      cái con thì mà cũng như ở đó ra vào lên xuống rất nhiều ít hơn nhất nào gì ai đâu sao bao tại vì thế nếu hoặc hay nhưng
      đang sẽ vẫn còn chỉ phải cần muốn thể làm viết giải thích giúp hãy xin chào cảm ơn vui lòng cách tốt hôm nay ngày mai
      bây giờ luôn năm nhà thư câu chuyện hỏi trả lời ngắn trước sau giữa trên dưới đến đi lại mình tất cả mọi hai thời gian
      việc biết nói đây kia ấy rồi chưa nên bởi do theo qua
      """
    ),
    (
      "id",
      """
      yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka lebih kata
      tahun sudah atau saat oleh menjadi orang ia telah adalah seperti sebagai bahwa dapat para harus namun kita dua satu
      masih hari hanya kami aku kamu anda dia nya belum sangat banyak semua apa siapa mana kapan mengapa kenapa bagaimana
      berapa tolong terima kasih halo selamat pagi siang malam tulis tulislah jelaskan bantu bantuan beri berikan tunjukkan
      buat buatlah lakukan ingin mau perlu tanpa setelah sebelum antara bawah atas tentang selalu pernah sekarang besok baik
      waktu rumah surat cerita teman pertanyaan jawaban pendek singkat jika kalau agar supaya lagi punya sedang cara cukup
      boleh bukan jangan seorang sebuah secara lain
      delapan tujuh teks kalimat anak besar kecil terbaik perbedaan contoh mudah sulit kerja pekerjaan uang kota dunia
      sekolah belajar bekerja mencari cari dekat jauh hal baru lama tiga tidur membeli hidup berangkat berwarna warna
      membuat menulis memberi
      """
    ),
    (
      "ca",
      """
      de la i el que a en les un per del una els amb és no al es més com són dels o va ha seva aquest aquesta aquests aquestes
      pel però també fer ser van molt molta molts què qui on quan com perquè quin quina quins quines jo tu ell ella nosaltres
      vosaltres ells em et ens us li els meu meva teu teva nostre vostre hi ho ja si sí així aquí allà ara avui demà sempre
      mai gràcies hola bon bona dia dies tarda si us plau escriu escriure explica explicar ajuda ajudar digues dona pots puc
      vull necessito voldria cal tinc tens té tenim tenen estic està estan sóc ets som sou sense després abans entre sobre
      sota fins tot tota tots totes cada res alguna alguns altre altra dos dues any temps casa carta història amic pregunta
      resposta curt curta l d s n millor manera doncs
      som va vaig anem fa fem dir tren vuit set tres text frases frase nen nena noi petit gran millor pitjor
      diferència exemple fàcil difícil feina diners gent poble ciutat món escola aprendre treballar buscar cerco busco
      prop lluny vol vols volem tinc cosa coses nou nova vell vella fos dels pels als surt
      """
    ),
    (
      "hr",
      """
      i u je se na da su za od a s iz o kao ne koji koja koje do ili ali što po bi sam si smo ste biti bio bila bilo nije
      nisu će ću ćeš ja ti on ona mi vi oni one me te ga mu joj nas vas ih moj moja moje tvoj naš vaš njegov njihov ovaj ova
      ovo taj ta to tome toga ovog kako kada kad gdje zašto tko ko koliko kakav vrlo dobro dobar dan hvala molim bok zdravo
      napiši napisati objasni objasniti pomozi pomoć reci pokaži napraviti raditi mogu možeš može želim hoću trebam treba
      imam imaš ima imaju bez pod nad između prije poslije nakon više sve svi uvijek nikad nikada sada danas sutra dva jedan
      godina vrijeme kuća pismo priča prijatelj pitanje odgovor kratak kratku jer ako još već samo također nešto ništa puno
      među kod kroz te pa jesi jesu li
      nam vam njim njih tri osam sedam blizu oko škola posao novac ljudi dijete djeca grad svijet bolji najbolji način
      razlika primjer jednostavno zatim dok zajedno tražim tražimo idem ide znam zna vidjeti reći tekst rečenica
      rečenice ovoga ovih tih bismo bih biste će sata sati stan
      prikaži prikaže prikazuje koristi koristiti ime datoteka datoteke redak red proces procesa popis svaki svaka
      samo znak znakove tip polje
      """
    ),
    (
      "sl",
      """
      in je v se na da so za od z s pri ki ne bi kot po pa tudi sem si smo ste biti bil bila bilo ni niso bo bom boš jaz ti
      on ona mi vi oni me te ga mu ji nas vas jih moj moja moje tvoj naš vaš njegov njihov ta to tega temu tem kako kdaj kje
      zakaj kdo kaj koliko kakšen kakšna zelo dobro dober dan hvala prosim živjo napiši napisati razloži razložiti pomagaj
      pomoč povej pokaži narediti delati lahko moreš želim hočem potrebujem moram imam imaš ima imajo brez pod nad med pred
      več vse vsi vedno nikoli zdaj danes jutri dva dve en ena eno leto čas hiša pismo zgodba prijatelj vprašanje odgovor
      kratek kratko ker če še že samo nekaj nič veliko ali ampak do iz o k tako kateri katera katere skozi
      sta so sva kjer nič tri trije osem sedem blizu okoli šola delo denar ljudje otrok otroci mesto svet boljši
      najboljši način razlika primer preprosto potem preden medtem skupaj iščem iščemo grem gre gremo vem ve videti
      reči besedilo stavek stavki tega teh njih njim
      prikaži prikaže uporabi uporablja uporabiti ime datoteka datoteke vrstica vrstice seznam vsak vsaka znak znake
      tip polje
      """
    ),
    (
      "et",
      """
      ja on ei see et ta oli ole kes aga kui nii mis mida ma mina sa sina me meie te teie nad nemad oled olen oleme olema
      olla selle seda need nende siis ka või ning miks kuidas kus millal kelle mille minu sinu tema mulle sulle mind sind
      saab saan saad saaksid pean peab vaja tahan tahaksin soovin kirjuta selgita seleta aita räägi anna näita tee teha öelda
      hea hästi aitäh tere palun täna homme nüüd alati kunagi enne pärast ilma koos vahel üle alla kõik palju vähe rohkem väga
      kaks üks aasta päev aeg maja kiri lugu sõber küsimus vastus lühike parim viis olnud mitte ega vaid sest kuid veel juba
      pole oma midagi keegi iga meil teil mul sul
      kaheksa seitse tekst teksti lause laps lapsed suur parem erinevus näide kerge raske töö raha inimesed linn
      maailm kool õppida töötada otsida otsin otsime lähedal kaugel tahab asi uus vana kolm magada osta elada abi eest
      kell rong
      """
    ),
    (
      "lv",
      """
      un ir no ar uz ka par es tu viņš viņa mēs jūs viņi viņas kas ko kā kad kur kāpēc cik kāds kāda kuri kurš vai bet jo ja
      tad arī tikai vēl jau nav bija būs būt esmu esi esam man tev mums jums viņam mans mana tavs mūsu jūsu šis šī tas tā šo
      to tie tās ļoti labi labs labdien paldies lūdzu sveiki čau uzraksti rakstīt paskaidro izskaidro palīdzi palīdzība
      pastāsti parādi darīt izdarīt varu vari var gribu vēlos vajag nepieciešams bez pēc pirms starp zem virs pie līdz visi
      viss vienmēr nekad tagad šodien rīt divi viens gads diena laiks māja vēstule stāsts draugs jautājums atbilde īss īsu
      labākais veids kaut nekas daudz maz vairāk kopā caur dēļ lai kuru savu
      astoņi septiņi teksts tekstu teikums bērns bērni liels labāks atšķirība piemērs viegli grūti darbs darbu nauda
      cilvēki pilsēta pasaule skola mācīties strādāt meklēt meklēju meklējam tuvu netālu tālu grib lieta jauns jauna
      vecs trīs gulēt pirkt dzīvot
      """
    ),
    (
      "lt",
      """
      ir yra į iš su ne kad tai kaip bet o aš tu jis ji mes jūs jie jos kas ką kur kada kodėl kiek koks kokia kokie kuris kuri
      ar jei tada taip pat tik dar jau nėra buvo bus būti esu esi esame man tau mums jums jam mano tavo mūsų jūsų šis ši tas
      ta šį tą tie labai gerai geras laba diena ačiū prašau sveiki labas parašyk rašyti paaiškink paaiškinti padėk pagalba
      papasakok parodyk daryti padaryti galiu gali noriu norėčiau reikia be po prieš tarp ant prie iki visi viskas visada
      niekada dabar šiandien rytoj du vienas metai diena laikas namas laiškas istorija draugas klausimas atsakymas trumpas
      trumpą geriausias būdas nieko daug mažai daugiau kartu per dėl nuo apie už arba savo
      aštuoni septyni tekstas tekstą sakinys vaikas vaikai didelis geresnis geriausias skirtumas pavyzdys lengva sunku
      darbas darbo pinigai žmonės miestas pasaulis mokykla mokytis dirbti ieškoti ieškau ieškome netoli toli nori
      norime dalykas naujas nauja senas trys miegoti pirkti gyventi
      """
    ),
  ]
}
