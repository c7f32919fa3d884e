extension LatinWords {
  /// Germanic and Romance languages.
  static let germanicAndRomance: [(code: String, words: String)] = [
    (
      "en",
      """
      the of and to a in is that it for you was with on as are i be this have from or had by but not what all were we
      when your can there an which their if will how do about would them then these so some her him has more could did
      my than who been its now find into me just where most only get because does should please write explain why help
      make tell give show want need know think like people work good hello thanks thank yes don doesn isn t s re ve ll
      between after before without every much very here they our out up no use am before again never always something
      today tomorrow best way steps question answer short story letter friend year day time new any other between first
      two let also she he his us one their around difference weather house water old every while may might must shall
      through during
      """
    ),
    (
      "de",
      """
      der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass
      sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch
      man sein wurde sei ich du wir ihr mir mich dir dich uns mein meine meinen meiner dein deine kann können könnte
      soll muss wenn dann weil was wer wo wann warum wieso welche welcher welches bitte danke hallo guten gut gibt
      machen mache macht schreibe schreib erkläre erklär zeig hilf hilfe wie viel viele sehr schon immer kein keine
      keinen heute morgen jetzt ohne gegen unter zwischen diese dieser dieses diesen beim vom ins doch mal etwas alle
      alles ja nein wäre würde hatte habe hast bin bist seit damit ob hier da frage antwort brauche möchte will lang
      kurze kurz geschichte freund zeit jahr acht sieben text sätze sätzen satz kind kinder große großen besser beste
      besten unterschied beispiel einfach schwer arbeit geld leute stadt welt schule lernen arbeiten suchen suche nähe
      weit wollen sache sachen neu neue neuen alt fährt fahren drei schlafen kaufen leben zusammen fasse fassen
      übersetze finde finden
      """
    ),
    (
      "fr",
      """
      de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux ou mais
      comme on nous vous être cette ses sans leur été je tu me te mon ma mes ton ta tes votre vos notre nos leurs elle
      ils elles y ai as avez avons ont était sera peut peux pouvez fait faire dit bien tout tous toute toutes très aussi
      même où quand comment pourquoi quel quelle quels quelles quoi si donc car parce puis merci bonjour salut oui non
      écris écrire explique expliquer donne donnez aide aider moi toi lui c l d j qu n s m t ça cela ceci celui entre
      avant après depuis encore toujours jamais rien peu trop beaucoup chez vers sous voudrais veux faut dois doit
      aujourd hui demain jour temps petit petite quelque chaque deux suis es sommes êtes avait avoir était histoire
      lettre ami question réponse ceci train heures huit sept texte phrases phrase enfant grand grande meilleur pire
      différence exemple facile difficile travail argent gens ville monde école apprendre travailler chercher cherche
      près loin veut voulons chose choses nouveau nouvelle vieux part partir trois courte court résume résumer
      """
    ),
    (
      "es",
      """
      de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre
      este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo han
      yo hay vez puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora cada e vida otro después te
      otros aunque esa eso hace otra tan durante siempre día tanto ella tres sí gran mundo tu tus cómo cuál cuáles dónde
      cuándo quién por favor gracias hola buenos buenas días escribe escribir explica explicar dame dime ayuda ayudar
      ayúdame puedes puedo necesito quiero hacer decir quisiera estoy estás estamos nuestro nuestra les unos unas ante
      contra según algo nada mejor cuánto cuántos carta historia amigo pregunta respuesta hoy mañana he has casa usted
      estos estas cualquier tren horas ocho siete texto frases frase niño niña grande mejor peor diferencia ejemplo
      fácil difícil trabajo dinero gente ciudad pueblo escuela aprender trabajar buscar busco cerca lejos quiere
      queremos cosa cosas nuevo nueva viejo sale salir corto corta resume resumir tres dormir comprar vivir
      """
    ),
    (
      "it",
      """
      di e che la il un a è per in una sono non mi si ho ma lo ha le con ti se da come ci no questo qui hai sei del bene
      tu me della i mio solo al più gli alla cosa nel era cosa perché dei o anche quando sta delle dal io lui lei noi
      voi loro fare dove chi sono stato essere fatto quello quella questa questi queste molto tutto tutti ora sua suo
      mia miei tuo tua abbiamo hanno siamo vuoi voglio vorrei posso puoi può devo deve fa prima dopo senza sempre mai
      ancora così però allora già poi oggi domani ieri grazie ciao buongiorno favore scrivi scrivere spiega spiegare
      spiegami aiutami aiuto dimmi dammi quale quali quanto quanti nella nelle nei negli dalla dai sul sulla sulle agli
      alle ai tra fra ogni due tre anno giorno tempo casa lettera storia amico domanda risposta dell all nell un l d c
      po quest com treno ore otto sette testo frasi frase bambino bambina grande migliore peggio differenza esempio
      facile difficile lavoro soldi gente città mondo scuola imparare lavorare cercare cerco cerchiamo vicino lontano
      vuole vogliamo cose nuovo nuova vecchio parte partire breve riassumi riassumere dormire comprare vivere riesco
      """
    ),
    (
      "pt",
      """
      de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou
      ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos ter seus quem
      nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas havia seja qual será
      nós tenho lhe deles essas esses pelas este dele tu te vocês vos lhes meus minhas teu tua nosso nossa onde porque
      porquê então aqui agora hoje amanhã sempre nunca obrigado obrigada olá oi bom boa dia por favor escreva escreve
      escrever explique explica explicar ajude ajuda ajudar pode posso preciso quero queria fazer faz dizer diga quanto
      quantos quais todos toda tudo nada cada outro outra dois duas bem melhor anos tempo casa carta história amigo
      pergunta resposta são estou estamos somos vou vai vamos esta isto aquilo ainda tão assim sobre até trem horas oito
      sete texto frases frase criança menino grande pior diferença exemplo fácil difícil trabalho dinheiro gente cidade
      mundo escola aprender trabalhar procurar procuro perto longe quer queremos coisa coisas novo nova velho sai sair
      curto curta resumo resumir três dormir comprar viver conseguir consigo este esta estes nome campo tipo pode podem
      ser sendo tanto quanto qualquer quaisquer deverá linha fim início texto usar usado usada número lista
      """
    ),
    (
      "nl",
      """
      de van het een en in is dat op te zijn met voor die niet aan er om ook als bij maar dan nog door over naar uit
      wordt zij ze hij je jij u wij we ik mij me mijn jouw uw ons onze hun hem haar kan kunnen kunt kun zal zou zouden
      moet moeten mag heb hebt heeft hebben had was waren worden werd geen wel al meer zo wat wie waar wanneer waarom
      hoe welke welk dit deze tot tegen onder tussen zonder na toch hier daar nu altijd nooit iets niets alles alle veel
      heel goed graag bedankt dank hallo dag alsjeblieft alstublieft schrijf schrijven leg uit uitleggen geef help
      helpen maak maken doe doen wil willen weet ga gaan zeg zien één twee ander andere omdat toen eens want of dus jaar
      tijd huis brief verhaal vriend vraag antwoord vandaag morgen beste kort acht zeven tekst zinnen zin kind kinderen
      groot grote beter beste verschil voorbeeld makkelijk moeilijk werk geld mensen stad wereld school leren werken
      zoeken zoek dichtbij buurt ver wil dingen ding nieuw nieuwe oud vertrekt drie slapen kopen leven eenvoudige samen
      vat
      """
    ),
    (
      "sv",
      """
      och i att det som en på är av för med den till inte har de ett om jag han men var sig så vi från man när nu ut
      hade hon du kan ska skulle vara blir bli eller vad där här över vid efter mycket någon något några alla allt mig
      dig oss dem min mitt mina din ditt dina sin sitt sina vår deras hans hennes detta denna dessa hur varför vilken
      vilket vilka vem bara även också än då upp in under mellan utan mot sedan idag imorgon alltid aldrig igen bra tack
      hej snälla skriv skriva förklara hjälp hjälpa ge visa säg säga gör göra vill måste får kunde behöver finns ingen
      inget inga mer många andra två år dag tid hus brev berättelse vän fråga svar kort god av efter hos er henne honom
      vecka dagar hem klockan ligger kör söker letar lägenhet himlen nära företag arbete pengar fler bättre bäst största
      användning använda använd sova äta ta tar tagit komma kommer kommit gå går annars så mot hela hel sista första
      samma gång ny nya stor stora små barn man kvinna stad land världen skola skillnad skillnaden exempel sätt enkelt
      enkla svårt bild sju berätta text texten närmaste sidan används användaren namn rad raden fil filer lista nästa
      samt därefter särskilt program meddelande tre enkla meningar mening process processen prov prova utan uppgifter
      välj användarnamn spara öppna lägg ta bort
      """
    ),
    (
      "da",
      """
      og i at det er en til af på som de med for den der jeg ikke et har han var fra men vi om så kan du man skal blev
      være bliver eller hvad hvor hvordan hvorfor hvornår hvilken hvilket hvilke hvem efter over ved op ud ind mellem
      uden mod under hun sig min mit mine din dit dine sin sit sine vores deres hans hendes mig dig os dem denne dette
      disse noget nogen nogle meget mange alle alt også kun nu når da her igen altid aldrig tak hej venligst skriv
      skrive forklar forklare hjælp hjælpe giv vis sig sige gør gøre vil må får kunne ville skulle burde findes ingen
      intet mere andre to år dag tid hus brev historie ven spørgsmål svar kort god godt i dag morgen ja nej bare end
      hvis fordi selv blive af efter hos jer hende ham dit uge dage hjem klokken ligger kører søger leder leje lejlighed
      himlen nær tæt virksomhed arbejde penge flere bedre bedst største brug bruge brugt bliv sove spise tage tager
      taget komme kommer kommet gå går lave laver ellers således mod hele hel sidste første samme gang ny nye stor store
      små barn børn mand kvinde by land verden skole fordel forskel forskellen mellem eksempel måde nemt svært af
      billede første siden brugt bruger brugeren navn linje linjen fil filer tekst liste næste samt enkelt derefter
      herefter særlig særligt nyttig kørsel programmer tilstand besked tre enkle teksten sætning sætninger proces
      processen prøve prøver uden oplysninger oplysning vælg brugernavn gem åbn tilføj fjern
      """
    ),
    (
      "no",
      """
      og i det er på en til å som av for at med de ikke den har jeg et om var men han seg fra så vi kan du man skal ble
      være blir eller hva hvor hvordan hvorfor hvilken hvilket hvilke hvem etter over ved opp ut inn mellom uten mot
      under hun min mitt mine din ditt dine sin sitt sine vår deres hans hennes meg deg oss dem denne dette disse noe
      noen mye mange alle alt også bare nå når da her der igjen alltid aldri takk hei vennligst skriv skrive forklar
      forklare hjelp hjelpe gi vis si gjør gjøre vil må får kunne ville skulle burde finnes ingen ikke mer andre to år
      dag tid hus brev historie venn spørsmål svar kort god bra i dag morgen ja nei enn hvis fordi selv bli gå av etter
      hos dere henne ham uke dager hjem klokken ligger kjører søker leter leie leilighet himmelen nær tett bedrift
      arbeid penger flere bedre best største bruk bruke brukt sove spise ta tar tatt komme kommer kommet gå går lage
      lager ellers slik mot hele hel siste første samme gang ny nye stor store små barn mann kvinne by land verden skole
      forskjell forskjellen eksempel måte enkelt vanskelig bilde sju seg fortell leksene siden bruker brukeren navn
      linje linjen fil filer tekst liste neste samt enkelt deretter særlig spesielt nyttig programmer tilstand melding
      tre enkle teksten setning setninger prosess prosessen prøve prøver uten opplysninger velg brukernavn lagre åpne
      legg fjern
      """
    ),
    (
      "ro",
      """
      de și în la cu pe nu a o un care este că din mai pentru sunt se ce o fi am ai au are era fost dar sau ca să le îi
      îl lui ei el ea noi voi eu tu mă te ne vă mi ți meu mea mei tău ta nostru acest această aceste acea acel acestea
      asta cum când unde de ce cine care câte cât câți foarte bine bună ziua mulțumesc rog salut te rog scrie scrieți
      explică explicați ajută ajutor spune dă arată fac face facem poți pot poate vreau aș dori trebuie am nevoie fără
      după înainte între sub peste prin către până despre tot toate toți mereu niciodată acum azi astăzi mâine doi două
      un an zi timp casă scrisoare poveste prieten întrebare răspuns scurt scurtă dacă pentru deoarece deci și iar doar
      chiar lor cea cel cei unei unui într dintre opt șapte text propoziții propoziție copil copii mare mic bun
      diferența diferență exemplu ușor greu muncă bani oameni oraș lume școală învăța lucra căuta caut căutăm aproape
      departe vrea vrem lucru nou nouă vechi trei dormi dorm cumpăra trăi trenul
      """
    ),
    (
      "ca",
      """
      de la i el que a en les un per del una els amb és no al es més com són dels o va ha seva aquest aquesta aquests
      aquestes pel però també fer ser van molt molta molts què qui on quan com perquè quin quina quins quines jo tu ell
      ella nosaltres vosaltres ells em et ens us li els meu meva teu teva nostre vostre hi ho ja si sí així aquí allà
      ara avui demà sempre mai gràcies hola bon bona dia dies tarda si us plau escriu escriure explica explicar ajuda
      ajudar digues dona pots puc vull necessito voldria cal tinc tens té tenim tenen estic està estan sóc ets som sou
      sense després abans entre sobre sota fins tot tota tots totes cada res alguna alguns altre altra dos dues any
      temps casa carta història amic pregunta resposta curt curta l d s n millor manera doncs som va vaig anem fa fem
      dir tren vuit set tres text frases frase nen nena noi petit gran millor pitjor diferència exemple fàcil difícil
      feina diners gent poble ciutat món escola aprendre treballar buscar cerco busco prop lluny vol vols volem tinc
      cosa coses nou nova vell vella fos dels pels als surt
      """
    ),
  ]
}
